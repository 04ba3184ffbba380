/** Sockets: the ACME listener, the management listener, the history. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.front;

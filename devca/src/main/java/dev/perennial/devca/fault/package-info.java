/** Lies and faults on demand. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.fault;

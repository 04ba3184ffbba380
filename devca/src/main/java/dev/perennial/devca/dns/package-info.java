/** The view of DNS the server validates with. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.dns;

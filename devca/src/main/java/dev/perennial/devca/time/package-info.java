/** Time that can be pushed forward. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.time;

/** An ACME server in a box, for tests and trials. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca;

/** The resources of ACME and their rules. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.acme;

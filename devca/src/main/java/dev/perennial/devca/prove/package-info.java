/** Checking proofs over the network: the challenge types and CAA. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.prove;

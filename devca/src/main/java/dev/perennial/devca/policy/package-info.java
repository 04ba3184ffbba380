/** What this server demands and allows. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.policy;

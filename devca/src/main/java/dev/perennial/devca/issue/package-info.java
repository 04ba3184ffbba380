/** Making certificates: hierarchy, CSR rules, revocation lists. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.issue;

/** What the server knows: accounts, orders, authorizations, certificates. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.state;

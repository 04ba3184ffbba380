/** JSON Web Signature and Key, as much as ACME takes. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.jose;

/** Keys, certificate signing requests and certificates: the small part of PKIX that ACME needs, on the JDK alone. */
@NullMarked
package dev.perennial.acme.crypto;

import org.jspecify.annotations.NullMarked;

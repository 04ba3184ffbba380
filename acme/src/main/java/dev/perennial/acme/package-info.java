/**
 * The ACME protocol in two floors. The ground floor, {@link dev.perennial.acme.AcmeClient} and {@link
 * dev.perennial.acme.AcmeSession}, has one method for each request of RFC 8555; what goes in and comes out are immutable
 * records. The first floor, {@link dev.perennial.acme.Issuer}, walks one order from its placing to a verified
 * certificate, given a {@link dev.perennial.acme.Solver} for each kind of proof.
 *
 * <p>Everything a server sends is treated as hostile: it is bounded, checked and cleaned before it leaves this package.
 */
@NullMarked
package dev.perennial.acme;

import org.jspecify.annotations.NullMarked;

/**
 * How to change and to observe DNS: RFC 2136 updates, programs, records made by hand; delegation by CNAME; waiting until
 * every authoritative server answers. Of ACME this package knows only the {@link dev.perennial.acme.Solver} interface.
 */
@NullMarked
package dev.perennial.dns;

import org.jspecify.annotations.NullMarked;

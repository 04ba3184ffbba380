package dev.perennial.acme;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * When the CA wants a certificate renewed (RFC 9773 §4.2).
 *
 * @param start of the suggested window, before {@code end}
 * @param explanation a page for people, always https
 * @param askAgain when to ask again: the server's Retry-After, clamped to one minute … one day, six hours without one
 */
public record RenewalInfo(Instant start, Instant end, Optional<URI> explanation, Instant askAgain) {}

package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of one certificate between runs. All of it may be lost at any time.
 *
 * @param order an order under way
 * @param failures failed tries in a row, saturating
 * @param lastFailure what went wrong, one line
 * @param retryAt not before when to try again
 * @param window the CA's renewal window for the present certificate
 * @param revoked the certificate that was revoked from here last
 * @param undeployed since when the hooks have not all succeeded for the certificate in place, or about to be in place
 */
public record CertificateNotes(
        Optional<PendingOrder> order,
        int failures,
        Optional<String> lastFailure,
        Optional<Instant> failedAt,
        Optional<Instant> retryAt,
        Optional<Window> window,
        Optional<Revoked> revoked,
        Optional<Instant> undeployed) {
    public static final CertificateNotes EMPTY = new CertificateNotes(
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /**
     * An order that can be resumed.
     *
     * @param directory and {@code account}: where and whose it is
     */
    public record PendingOrder(URI directory, URI account, URI order) {}

    /**
     * A suggested window (RFC 9773), with the instant drawn from it.
     *
     * @param directory of the CA that suggests it
     * @param certId of the certificate it is for
     * @param chosen kept until the window changes
     * @param askAgain when the CA wants to be asked again
     */
    public record Window(
            URI directory,
            String certId,
            Instant start,
            Instant end,
            Instant chosen,
            Instant askAgain,
            Optional<URI> explanation) {}

    /**
     * A revocation.
     *
     * @param serial of the certificate, in hexadecimal digits
     */
    public record Revoked(Instant at, String serial) {
        public static Revoked of(BigInteger serial, Instant at) {
            return new Revoked(at, serial.toString(16));
        }
    }

    /** When this very certificate was revoked from here: a death may leave the note beside its successor. */
    public Optional<Instant> revokedAt(CertificateFacts certificate) {
        String serial = new BigInteger(certificate.serial()).toString(16);
        return revoked.filter(note -> note.serial().equals(serial)).map(Revoked::at);
    }

    public CertificateNotes withOrder(Optional<PendingOrder> newOrder) {
        return new CertificateNotes(newOrder, failures, lastFailure, failedAt, retryAt, window, revoked, undeployed);
    }

    public CertificateNotes withWindow(Optional<Window> newWindow) {
        return new CertificateNotes(order, failures, lastFailure, failedAt, retryAt, newWindow, revoked, undeployed);
    }

    /** @param since when the hooks are owed the certificate; empty when all have succeeded */
    public CertificateNotes withUndeployed(Optional<Instant> since) {
        return new CertificateNotes(order, failures, lastFailure, failedAt, retryAt, window, revoked, since);
    }

    /** Nothing holds the next try back. */
    public CertificateNotes withoutHold() {
        return new CertificateNotes(
                order, 0, Optional.empty(), Optional.empty(), Optional.empty(), window, revoked, undeployed);
    }

    /** Revoked from here; due at once. */
    public CertificateNotes withRevoked(Revoked certificate) {
        return new CertificateNotes(
                order, failures, lastFailure, failedAt, retryAt, window, Optional.of(certificate), undeployed);
    }

    /** Which failure in a row the next one will be. */
    int nextFailure() {
        return failures == Integer.MAX_VALUE ? failures : failures + 1;
    }

    /** One more failure. */
    public CertificateNotes withFailure(String failure, Instant at, Instant newRetryAt) {
        return new CertificateNotes(
                order,
                nextFailure(),
                Optional.of(failure),
                Optional.of(at),
                Optional.of(newRetryAt),
                window,
                revoked,
                undeployed);
    }

    /** Held back by the CA: no failure of ours. */
    public CertificateNotes withHold(String why, Instant at, Instant newRetryAt) {
        return new CertificateNotes(
                order,
                failures,
                Optional.of(why),
                Optional.of(at),
                Optional.of(newRetryAt),
                window,
                revoked,
                undeployed);
    }
}

package dev.perennial.keeper.sim;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** An order at the simulated CA, with what only the simulation knows of it. */
final class CaOrder {
    enum Status {
        PENDING,
        READY,
        PROCESSING,
        VALID,
        INVALID
    }

    final int number;
    final CaAccount account;
    /** Such as {@code www.example.com}, as ordered. */
    final List<String> names;

    final Instant placed;
    final Instant expires;
    final Optional<String> replaces;
    final List<CaAuthorization> authorizations = new ArrayList<>();
    /** The process that asked, and the entry of the store it was at work for. */
    final SimProcess process;

    final String entry;

    Status status = Status.PENDING;
    Optional<String> failure = Optional.empty();
    Optional<PublicKey> key = Optional.empty();
    Instant ready = Instant.EPOCH;
    Optional<X509Certificate> certificate = Optional.empty();

    /** Whether anything was asked about it after it was placed. */
    boolean touched;
    /** Why another order for the same may follow, if anything happened that explains it. */
    Optional<String> excuse = Optional.empty();

    CaOrder(
            int number,
            CaAccount account,
            List<String> names,
            Instant placed,
            Instant expires,
            Optional<String> replaces,
            SimProcess process) {
        this.number = number;
        this.account = account;
        this.names = names;
        this.placed = placed;
        this.expires = expires;
        this.replaces = replaces;
        this.process = process;
        this.entry = process.entry();
    }

    /** The names, in an order of their own. */
    String set() {
        return String.join(" ", new TreeSet<>(names));
    }

    /** Whether a certificate can still be had by it: one that has ended, as while the machine was off, is none. */
    boolean isOpen(Instant now) {
        return switch (status) {
            case INVALID -> false;
            case VALID ->
                certificate
                        .filter(leaf -> !leaf.getNotAfter().toInstant().isAfter(now))
                        .isEmpty();
            default -> expires.isAfter(now);
        };
    }

    void excuse(String why) {
        if (excuse.isEmpty()) {
            excuse = Optional.of(why);
        }
    }
}

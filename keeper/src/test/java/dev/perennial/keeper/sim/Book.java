package dev.perennial.keeper.sim;

import dev.perennial.keeper.Disk;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of one entry of the store from outside: what it must look like, and how long it could have been renewed. */
final class Book {
    final String name;
    URI ca;
    /** The header as it was written last; empty for a bare pair. */
    String header;

    Optional<Disk.Attributes> certificateAttributes = Optional.empty();
    Optional<Disk.Attributes> keyAttributes = Optional.empty();
    /** Whether its certificate file was there once. */
    boolean seen;
    /** What an administrator broke and has not mended. */
    Optional<String> spoiled = Optional.empty();
    /** When the header was changed last. */
    Instant edited = Instant.MIN;
    /** When its note was damaged last. */
    Instant noteLost = Instant.MIN;
    /** The CA said not to come before. */
    Instant deferredUntil = Instant.MIN;
    /** When the process was started that heard it. */
    Instant deferredIn = Instant.MIN;
    /** Until then nobody need come: longer than the CA said only where a person must act. */
    Instant heldUntil = Instant.MIN;
    /** Orders placed by the timer since the clock went wrong. */
    int ordersByWrongClock;
    /** How long it could have been renewed since it was due, and its end, for which that was counted. */
    Duration openTime = Duration.ZERO;

    Instant openTimeFor = Instant.MIN;
    /** Runs in a row that could have renewed it though it was due, and when the first of them was. */
    int openRuns;

    Instant openSince = Instant.MIN;

    Book(String name, URI ca, String header) {
        this.name = name;
        this.ca = ca;
        this.header = header;
    }
}

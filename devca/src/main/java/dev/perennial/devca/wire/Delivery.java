package dev.perennial.devca.wire;

/** How an answer reaches the client: whole, or in one of the ways in which networks and liars break it. */
public enum Delivery {
    /** As it should be. */
    WHOLE,
    /** The connection closes without a byte of answer. */
    DROPPED,
    /** The header promises the whole body, half of it comes, and the connection closes. */
    TRUNCATED,
    /** One byte of the body every ten seconds of real time. */
    DRIPPED,
    /** The body is followed by spaces without end. */
    ENDLESS,
    /** No answer, and the connection stays open for ten minutes. */
    HUNG
}

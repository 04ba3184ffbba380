package dev.perennial.dns;

/** Whom to ask whether a record stands. */
enum Check {
    /** Every authoritative server of the zone: the default. */
    AUTHORITATIVE,
    /** The resolver, for networks from which authoritative servers cannot be reached. */
    RESOLVER,
    /** Nobody. */
    NONE
}

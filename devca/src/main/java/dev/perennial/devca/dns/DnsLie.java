package dev.perennial.devca.dns;

/** What a hostile name server answers, whatever it is asked (F33). */
public enum DnsLie {
    SERVFAIL,
    NXDOMAIN,
    /** An alias to the next of names without end. */
    ALIAS_CHAIN,
    /** An alias to itself. */
    ALIAS_LOOP,
    /** 60 000 octets of TXT in strings of 255, over TCP. */
    HUGE_TXT,
    /** The right answer with another transaction identifier. */
    WRONG_ID,
    /** The right answer to another question. */
    WRONG_QUESTION,
    /** UDP says that there is more, and TCP never answers. */
    TRUNCATED,
    /** A name that points to itself. */
    POINTER_LOOP,
    /** Octets by chance. */
    GARBAGE,
    /** One octet. */
    SHORT,
    /** Addresses of IPv6 and no others. */
    IPV6_ONLY,
    /** Nothing. */
    SILENCE
}

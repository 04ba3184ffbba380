package dev.perennial.devca.fault;

/** What the server shows of itself in TLS. */
public enum TlsFace {
    GOOD,
    EXPIRED,
    WRONG_HOST,
    /** Signed by an authority that the client does not know, as a man in the middle would. */
    UNKNOWN_AUTHORITY,
    /** Good, but the client is to show a certificate too. */
    CLIENT_CERTIFICATE
}

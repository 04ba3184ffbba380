package dev.perennial.devca.limit;

/** What is counted, as Let's Encrypt counts it. */
public enum Limit {
    ACCOUNTS_PER_ADDRESS("too many registrations from this address"),
    ORDERS_PER_ACCOUNT("too many new orders by this account"),
    CERTIFICATES_PER_DOMAIN("too many certificates for this registered domain"),
    CERTIFICATES_PER_NAME_SET("too many certificates for this exact set of identifiers"),
    /** Counted per account and identifier. */
    FAILURES("too many failed authorizations for this identifier"),
    /** As {@link #FAILURES}, but a success forgives all; an empty bucket pauses the pair until a person lifts it. */
    CONSECUTIVE_FAILURES("paused");

    private final String message;

    Limit(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}

package dev.perennial.keeper.sim;

/** What may be wrong with a CA, or with the way to it, for a while. */
enum Trouble {
    /** No connection. */
    UNREACHABLE(true),
    /** Three in ten exchanges are lost, half of them after the CA did as it was told. */
    LOSSY(true),
    /** Status 500 to everything. */
    INTERNAL_ERROR(true),
    /** Status 503 with a Retry-After to everything. */
    BUSY(true),
    /** Pages for people in the place of JSON. */
    PAGES(true),
    /** Redirects to a page. */
    REDIRECTS(true),
    /** No new orders, with a Retry-After. */
    LIMITED(true),
    /** No new orders until a person follows a link. */
    PAUSED(true),
    /** Every second nonce is refused. */
    STALE_NONCES(false),
    /** Certificates take minutes. */
    SLOW(false),
    /** Certificates are not made until this is over. */
    HUNG(true),
    /** Proofs are not seen by the CA. */
    PROOFS_UNSEEN(true),
    /** The certificate is for another key. */
    OTHER_KEY(true),
    /** The certificate is for other names. */
    OTHER_NAMES(true),
    /** The certificate ended yesterday. */
    ENDED(true),
    /** The private key of somebody stands in the chain. */
    FOREIGN_BLOCK(true),
    /** Every account must agree to new terms. */
    NEW_TERMS(false),
    /** Every certificate issued before is to go at once. */
    INCIDENT(false),
    /** Renewal windows make no sense. */
    ODD_WINDOWS(false),
    /** No renewal information at all. */
    NO_WINDOWS(false);

    /** Whether there is no certificate to be had while it lasts. */
    final boolean closes;

    Trouble(boolean closes) {
        this.closes = closes;
    }

    boolean isLie() {
        return this == OTHER_KEY || this == OTHER_NAMES || this == ENDED || this == FOREIGN_BLOCK;
    }
}

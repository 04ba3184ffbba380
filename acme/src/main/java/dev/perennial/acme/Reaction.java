package dev.perennial.acme;

/**
 * What a client does about an error; which error calls for which reaction is told by {@link ErrorType#reaction()}. In
 * the order from the mildest to the most final, which is how {@link Problem#reaction()} chooses among several.
 */
public enum Reaction {
    /** Sign again with a fresh nonce, at once, a bounded number of times. */
    FRESH_NONCE,
    /** The aim is reached already: revoke answered {@code alreadyRevoked}. */
    SUCCESS,
    /** Repeat the order once without {@code replaces} (RFC 9773 §5). */
    WITHOUT_REPLACES,
    /** Read the order again and go on from the state it is in. */
    REREAD_ORDER,
    /** Look the account up by its key; it may be gone. */
    FIND_ACCOUNT,
    /** Someone agreed to less than is asked now: show the terms and ask. */
    ASK_PERSON,
    /** Not before the time in {@code Retry-After}; a deferral, not a failure. */
    DEFER,
    /** The proof did not hold: a new order, after the usual back-off. */
    NEW_ORDER_LATER,
    /** The server is in trouble: the same request again, with growing pauses. */
    SAME_AGAIN_LATER,
    /** Nothing that waiting would mend: tell a person. */
    GIVE_UP,
    /** The most final one among the subproblems decides; {@link Problem#reaction()} never answers with this one. */
    LOOK_INSIDE
}

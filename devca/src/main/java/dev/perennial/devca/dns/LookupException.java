package dev.perennial.devca.dns;

/** A look-up that gave no answer at all: SERVFAIL, a broken DNSSEC chain, a time-out. A name without records is none. */
public final class LookupException extends Exception {
    private static final long serialVersionUID = 1;

    public LookupException(String why) {
        super(why);
    }
}

package dev.perennial.keeper.solver;

import java.io.Serial;

/** What a self-test found wrong. */
final class Finding extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean definite;

    private Finding(boolean definite, String message) {
        super(message);
        this.definite = definite;
    }

    /** A validator on the internet must find the same. */
    static Finding definite(String message) {
        return new Finding(true, message);
    }

    /** It may be otherwise from outside. */
    static Finding doubtful(String message) {
        return new Finding(false, message);
    }

    boolean isDefinite() {
        return definite;
    }
}

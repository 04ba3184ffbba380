package dev.perennial.acme;

import java.io.Serial;
import java.util.Objects;

/** A proof could not be put in place or is not seen. The message says what and why, the hint what to do, a line each. */
public final class SolverException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;

    public SolverException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public SolverException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What to do about it; may be empty. */
    public String hint() {
        return hint;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}

package dev.perennial.keeper;

import java.io.Serial;

/** Something here is not as it must be: a file, a wish, a lock. One line says what and why, the hint what to do. */
public final class KeeperException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;

    public KeeperException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public KeeperException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What to do; may be empty. */
    public String hint() {
        return hint;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNullElse(super.getMessage(), "");
    }
}

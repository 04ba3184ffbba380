package dev.perennial.keeper;

import java.io.Serial;
import java.util.Objects;

/** Something here is not as it must be: a file, a wish, a lock. One line says what and why, the hint what to do. */
public final class KeeperException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;
    private final boolean usage;

    public KeeperException(String message, String hint) {
        super(message);
        this.hint = hint;
        this.usage = false;
    }

    public KeeperException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.usage = false;
    }

    private KeeperException(KeeperException cause) {
        super(cause.getMessage(), cause);
        this.hint = cause.hint;
        this.usage = true;
    }

    /** The same, as the fault of what was asked for. */
    KeeperException asUsage() {
        return new KeeperException(this);
    }

    /** Whether what was asked for can never be done as it stands: nothing was changed, and nothing sent. */
    public boolean usage() {
        return usage;
    }

    /** What to do; may be empty. */
    public String hint() {
        return hint;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}

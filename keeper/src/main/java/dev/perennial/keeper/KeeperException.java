package dev.perennial.keeper;

import java.io.Serial;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Something here is not as it must be: a file, a wish, a lock. One line says what and why, the hint what to do. */
public final class KeeperException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;
    private final boolean usage;
    private final transient Optional<Instant> retryAt;

    public KeeperException(String message, String hint) {
        super(message);
        this.hint = hint;
        this.usage = false;
        this.retryAt = Optional.empty();
    }

    public KeeperException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.usage = false;
        this.retryAt = Optional.empty();
    }

    private KeeperException(KeeperException cause) {
        super(cause.getMessage(), cause);
        this.hint = cause.hint;
        this.usage = true;
        this.retryAt = cause.retryAt;
    }

    private KeeperException(String message, String hint, Instant retryAt) {
        super(message);
        this.hint = hint;
        this.usage = false;
        this.retryAt = Optional.of(retryAt);
    }

    /** Nothing is wrong, but it is too early. */
    static KeeperException notBefore(String message, String hint, Instant retryAt) {
        return new KeeperException(message, hint, retryAt);
    }

    /** The same, as the fault of what was asked for. */
    KeeperException asUsage() {
        return new KeeperException(this);
    }

    /** Whether what was asked for can never be done as it stands: nothing was changed, and nothing sent. */
    public boolean usage() {
        return usage;
    }

    /** When it may be tried again, where all that is needed is time. */
    public Optional<Instant> retryAt() {
        return retryAt;
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

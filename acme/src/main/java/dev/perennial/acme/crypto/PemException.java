package dev.perennial.acme.crypto;

import java.io.Serial;
import java.util.Objects;

/** A file or text is not what it should be: not PEM, not DER, no key, no certificate. One line fit for people. */
public final class PemException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public PemException(String message) {
        super(message);
    }

    public PemException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}

package dev.perennial.acme.json;

import java.util.Objects;

/** The text is not JSON, or a member is missing or of another type than it must be. The message is fit for people. */
public final class JsonFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public JsonFormatException(String message) {
        super(message);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}

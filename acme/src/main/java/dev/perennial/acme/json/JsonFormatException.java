package dev.perennial.acme.json;

/** The text is not JSON, or a member is missing or of another type than it must be. The message is fit for people. */
public final class JsonFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public JsonFormatException(String message) {
        super(message);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNullElse(super.getMessage(), "");
    }
}

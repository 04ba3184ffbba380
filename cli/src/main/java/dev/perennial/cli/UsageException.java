package dev.perennial.cli;

import java.io.Serial;

/** The command line is wrong, or lacks an answer that nobody could be asked for. The message names the option. */
final class UsageException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;

    UsageException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    String hint() {
        return hint;
    }
}

package dev.perennial.cli;

/**
 * What went wrong, for standard error.
 *
 * @param hint what to do about it; may be empty
 */
record Complaint(String message, String hint) {
    void show(Screen screen) {
        screen.line(Text.EMPTY.and(Tone.BAD, "perennial: error: ").and(message));
        if (!hint.isEmpty()) {
            screen.line(Text.EMPTY.and(Tone.FAINT, "perennial: hint: ").and(hint));
        }
    }
}

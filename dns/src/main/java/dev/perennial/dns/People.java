package dev.perennial.dns;

/** The people who watch: told what to do by hand, what is being waited for, and what went wrong on the side. */
@FunctionalInterface
public interface People {
    /**
     * Tells them; called from several threads, must not block.
     *
     * @param line one line, printable characters only
     */
    void tell(String line);

    /**
     * Tells them what waits for them to act, or what they must know whatever else they wish not to hear; like
     * {@link #tell} otherwise.
     */
    default void instruct(String line) {
        tell(line);
    }
}

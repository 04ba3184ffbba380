package dev.perennial.cli;

/** The person at the terminal. */
interface Person {
    /** Shows a line that belongs to the question that follows. */
    void tell(String line);

    /**
     * Asks for a line.
     *
     * @throws UsageException when the terminal was closed instead
     */
    String ask(String question) throws UsageException;

    /** Asks for something that must not be shown while it is typed. */
    char[] askSecret(String question) throws UsageException;

    /** Asks a question whose answer is yes or, by default, no. */
    default boolean confirm(String question) throws UsageException {
        String answer = ask(question + " [y/N] ").strip();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }
}

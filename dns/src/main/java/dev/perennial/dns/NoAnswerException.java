package dev.perennial.dns;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A server or the resolver gave no answer that can be used. */
final class NoAnswerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String says;

    NoAnswerException(String says, @Nullable Throwable cause) {
        super(says, cause);
        this.says = says;
    }

    /** What happened instead: of one server a predicate such as "does not answer", of the resolver a clause. */
    String says() {
        return says;
    }
}

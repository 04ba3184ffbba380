package dev.perennial.acme;

import java.io.Serial;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The outside said no, or said nothing. The message is one line fit for people and free of secrets; the subclass tells
 * what can be done about it.
 */
public abstract sealed class AcmeException extends Exception
        permits AcmeException.Refused,
                AcmeException.Broken,
                AcmeException.Unreachable,
                AcmeException.TimedOut,
                AcmeException.NotProven,
                AcmeException.Unusable {
    @Serial
    private static final long serialVersionUID = 1L;

    private AcmeException(String message) {
        super(message);
    }

    private AcmeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** The server answered with a problem document, or with an HTTP status that means one. */
    public static final class Refused extends AcmeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;
        private final transient Optional<Instant> retryAt;
        private final transient Optional<URI> link;

        /**
         * @param what the request in the RFC's words, such as {@code newOrder}
         * @param retryAt the clamped {@code Retry-After}
         * @param link a page that came with it: terms of service, rate limit documentation, portal
         */
        public Refused(String what, Problem problem, Optional<Instant> retryAt, Optional<URI> link) {
            super(what + " was refused: " + problem.describe());
            this.problem = problem;
            this.retryAt = retryAt;
            this.link = link;
        }

        public Problem problem() {
            return problem;
        }

        public Optional<Instant> retryAt() {
            return retryAt;
        }

        public Optional<URI> link() {
            return link;
        }
    }

    /** The server broke the protocol: wrong syntax, a foreign URL, an impossible state, an answer over the size limit. */
    public static final class Broken extends AcmeException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Broken(String message) {
            super(message);
        }

        public Broken(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** No answer came: no connection, TLS refused, connection lost. */
    public static final class Unreachable extends AcmeException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }

        /** Whether no connection came about, so that the server cannot have seen the request. */
        boolean neverSent() {
            return ConnectionFailure.neverSent(getCause());
        }
    }

    /** The deadline passed while the server was still working; the order can be resumed later from its URL. */
    public static final class TimedOut extends AcmeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Optional<Instant> retryAt;

        public TimedOut(String message, Optional<Instant> retryAt) {
            super(message);
            this.retryAt = retryAt;
        }

        public Optional<Instant> retryAt() {
            return retryAt;
        }
    }

    /** Control of one or more identifiers could not be proven; the order is lost. */
    public static final class NotProven extends AcmeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private static final int SHOWN = 3;
        private static final int LONGEST = 1000;

        private final transient List<FailedProof> failures;

        public NotProven(List<FailedProof> failures) {
            super(describe(failures));
            this.failures = List.copyOf(failures);
        }

        /** All of them, while the message has the first few. */
        public List<FailedProof> failures() {
            return failures;
        }

        private static String describe(List<FailedProof> failures) {
            String first = failures.stream()
                    .limit(SHOWN)
                    .map(failure -> ServerText.clean(failure.describe(), LONGEST))
                    .collect(Collectors.joining("; "));
            int more = failures.size() - SHOWN;
            return more > 0 ? first + "; and " + more + " more" : first;
        }
    }

    /** A certificate arrived and did not pass the checks: wrong key, names, dates, chain or purpose. */
    public static final class Unusable extends AcmeException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Unusable(String message) {
            super(message);
        }
    }
}

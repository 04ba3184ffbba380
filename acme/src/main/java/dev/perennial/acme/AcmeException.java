package dev.perennial.acme;

import java.io.Serial;
import java.time.Instant;
import java.util.Optional;

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
        return java.util.Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** The server answered with a problem document, or with an HTTP status that means one. */
    public static final class Refused extends AcmeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;
        private final transient Optional<Instant> retryAt;
        private final transient Optional<java.net.URI> link;

        /**
         * @param what the request in the RFC's words, such as {@code newOrder}
         * @param retryAt the clamped {@code Retry-After}
         * @param link a page that came with it: terms of service, rate limit documentation, portal
         */
        public Refused(String what, Problem problem, Optional<Instant> retryAt, Optional<java.net.URI> link) {
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

        public Optional<java.net.URI> link() {
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

        private final transient java.util.List<FailedProof> failures;

        public NotProven(java.util.List<FailedProof> failures) {
            super(failures.stream().map(FailedProof::describe).collect(java.util.stream.Collectors.joining("; ")));
            this.failures = java.util.List.copyOf(failures);
        }

        public java.util.List<FailedProof> failures() {
            return failures;
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

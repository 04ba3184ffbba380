package dev.perennial.keeper;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A limit of a CA: a bucket that is full at first and gains one token at a time. All there is to remember of a bucket is
 * when it will be full again (the generic cell rate algorithm).
 *
 * @param burst how many tokens it holds
 * @param refill how long one takes to come back
 * @param sparesRenewals whether a certificate for the names of one that is there already takes none
 * @param anchor what the CA calls it in the links of its refusals: the fragment of the URL
 */
public record RateLimit(Kind kind, int burst, Duration refill, boolean sparesRenewals, Optional<String> anchor) {
    public RateLimit {
        if (burst < 1 || !refill.isPositive()) {
            throw new IllegalArgumentException("a limit needs a positive burst and refill");
        }
    }

    /** What is counted. */
    public enum Kind {
        NEW_ACCOUNTS("new-accounts", "new accounts from this machine"),
        NEW_ORDERS("new-orders", "new orders of this account"),
        CERTIFICATES_PER_DOMAIN("certificates-per-domain", "new certificates for "),
        CERTIFICATES_PER_SET("certificates-per-set", "certificates for exactly these names"),
        FAILED_VALIDATIONS("failed-validations", "failed validations of "),
        FAILURES_IN_A_ROW("failures-in-a-row", "failures in a row of ");

        private final String word;
        private final String text;

        Kind(String word, String text) {
            this.word = word;
            this.text = text;
        }

        /** As {@code ca-directory.json}, the note and {@code --json} spell it. */
        public String word() {
            return word;
        }

        /** For people, with the domain or the name where each has a bucket of its own. */
        String text(String subject) {
            return text.endsWith(" ") ? text + subject : text;
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    /** Tokens in the bucket now. */
    int left(Instant full, Instant now) {
        Duration missing = Duration.between(now, full);
        if (!missing.isPositive()) {
            return burst;
        }
        long owed = (missing.toMillis() + refill.toMillis() - 1) / refill.toMillis();
        return (int) Math.max(0, burst - owed);
    }

    /** When there is a token to take, at the earliest; may be in the past. */
    Instant nextToken(Instant full) {
        return full.minus(refill.multipliedBy(burst - 1L));
    }

    /** The bucket after a token was taken, or was not there to be taken: it can be empty, but not emptier. */
    Instant take(Instant full, Instant now) {
        Instant later = full.isAfter(now) ? full : now;
        return clamp(later.plus(refill), now);
    }

    /** The bucket with one token put back. */
    Instant putBack(Instant full) {
        return full.minus(refill);
    }

    /** A bucket filled by a clock that was wrong is empty at worst. */
    Instant clamp(Instant full, Instant now) {
        Instant empty = now.plus(refill.multipliedBy(burst));
        return full.isAfter(empty) ? empty : full;
    }
}

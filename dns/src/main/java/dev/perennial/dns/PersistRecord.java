package dev.perennial.dns;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of dns-persist-01: {@code ISSUER; accounturi=URI[; policy=wildcard][; persistUntil=SECONDS]}, in the syntax
 * of an issue value (RFC 8659 §4.2).
 *
 * @param issuer in lower case
 * @param accountUri compared octet by octet
 * @param wildcard whether it also covers wildcards
 * @param until the instant after which it is worth nothing
 */
record PersistRecord(String issuer, String accountUri, boolean wildcard, Optional<Instant> until) {
    private static final int LONGEST = 4096;
    private static final int MOST_PARAMETERS = 32;
    private static final Pattern ISSUER =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)[ \\t]*=[ \\t]*([\\x21-\\x3a\\x3c-\\x7e]*)");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x3a\\x3c-\\x7e]+");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    /** Reads a value; empty when it is none, has a tag twice (the CA would refuse it) or is too long to be one. */
    static Optional<PersistRecord> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String[] parts = text.split(";", MOST_PARAMETERS + 2);
        String issuer = stripped(parts[0]);
        if (parts.length > MOST_PARAMETERS + 1
                || issuer.length() > 253
                || !ISSUER.matcher(issuer).matches()) {
            return Optional.empty();
        }
        return parameters(parts).flatMap(found -> of(issuer.toLowerCase(Locale.ROOT), found));
    }

    /** Whether the URI can be written in such a record at all. */
    static boolean canCarry(String accountUri) {
        return VALUE.matcher(accountUri).matches();
    }

    /** Whether it is what a CA wants to see. */
    boolean proves(String wantedIssuer, String wantedAccount, boolean wantedWildcard, Instant now) {
        return issuer.equals(wantedIssuer.toLowerCase(Locale.ROOT))
                && accountUri.equals(wantedAccount)
                && (wildcard || !wantedWildcard)
                && until.map(end -> !now.isAfter(end)).orElse(true);
    }

    /** As it is to be written. */
    @Override
    public String toString() {
        return issuer + "; accounturi=" + accountUri + (wildcard ? "; policy=wildcard" : "")
                + until.map(instant -> "; persistUntil=" + instant.getEpochSecond())
                        .orElse("");
    }

    private static Optional<PersistRecord> of(String issuer, Map<String, String> parameters) {
        String account = parameters.get("accounturi");
        String until = parameters.get("persistuntil");
        if (account == null || until != null && !SECONDS.matcher(until).matches()) {
            return Optional.empty();
        }
        boolean wildcard = "wildcard".equalsIgnoreCase(parameters.get("policy"));
        Optional<Instant> instant = Optional.ofNullable(until).map(PersistRecord::instant);
        return Optional.of(new PersistRecord(issuer, account, wildcard, instant));
    }

    private static Optional<Map<String, String>> parameters(String[] parts) {
        Map<String, String> found = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            Matcher parameter = PARAMETER.matcher(stripped(parts[i]));
            if (!parameter.matches()
                    || found.put(parameter.group(1).toLowerCase(Locale.ROOT), parameter.group(2)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static Instant instant(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (DateTimeException beyondAllTime) {
            return Instant.MAX;
        }
    }

    private static String stripped(String text) {
        return text.replaceAll("^[ \\t]+|[ \\t]+$", "");
    }
}

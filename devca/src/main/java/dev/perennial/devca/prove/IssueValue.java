package dev.perennial.devca.prove;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The value of a CAA {@code issue} property, which dns-persist-01 uses too (RFC 8659 §4.2): a CA and parameters. */
record IssueValue(String issuer, Map<String, String> parameters) {

    /** Reads a value; empty if it is malformed, which for CAA means that it allows nobody. */
    static Optional<IssueValue> parse(String text) {
        String[] parts = text.split(";", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            int equals = part.indexOf('=');
            if (part.isEmpty() && parts.length == 2) {
                // A lone semicolon after the issuer, which RFC 8659 allows.
                continue;
            }
            if (equals <= 0) {
                return Optional.empty();
            }
            String tag = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (!tag.matches("[a-z0-9-]+")
                    || parameters.put(tag, part.substring(equals + 1).strip()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new IssueValue(parts[0].strip().toLowerCase(Locale.ROOT), parameters));
    }

    Optional<String> parameter(String tag) {
        return Optional.ofNullable(parameters.get(tag));
    }
}

package dev.perennial.dns;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code NAME=VALUE} options of one challenge line.
 *
 * @param line what they belong to, such as {@code dns-01 rfc2136}
 */
record Options(String line, Map<String, String> values) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh]?)");

    /** @throws IllegalArgumentException when there is one that is not known */
    Options only(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(line + " has no option " + Texts.printable(name) + "="
                        + (known.isEmpty() ? "" : "; it has " + String.join("=, ", new TreeSet<>(known)) + "="));
            }
        }
        return this;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws IllegalArgumentException when it is missing */
    String required(String name, String example) {
        return text(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(line + " needs " + name + "=, such as " + name + "=" + example));
    }

    /** Seconds, or a number with {@code s}, {@code m} or {@code h}. */
    Duration duration(String name, Duration otherwise) {
        return text(name).map(text -> duration(name, text)).orElse(otherwise);
    }

    /** One of a few words. */
    Check check() {
        String word = text("check").orElse("authoritative");
        return switch (word) {
            case "authoritative" -> Check.AUTHORITATIVE;
            case "resolver" -> Check.RESOLVER;
            case "none" -> Check.NONE;
            default -> throw wrong("check", word, "write authoritative, resolver or none");
        };
    }

    IllegalArgumentException wrong(String name, String value, String what) {
        return new IllegalArgumentException(line + ": " + name + "=" + Texts.printable(value) + " is wrong: " + what);
    }

    private Duration duration(String name, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw wrong(name, text, "write a duration such as 90s, 10m or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }
}

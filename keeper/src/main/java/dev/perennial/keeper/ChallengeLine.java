package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code challenge:} line: {@code [PATTERN] TYPE [METHOD] [NAME=VALUE]…}, such as {@code http-01
 * webroot=/var/www/html} or {@code *.lab.example.com dns-01 rfc2136 server=192.0.2.53}. Values with spaces are put in
 * double quotes.
 *
 * @param pattern which identifiers it is for: a name, {@code *.name} for everything below it (and the wildcard itself),
 *     an address; absent for all
 * @param type a challenge type such as {@code dns-01}
 * @param method what changes DNS: {@code rfc2136}, {@code program}, {@code manual}, a provider
 */
public record ChallengeLine(
        Optional<String> pattern, String type, Optional<String> method, Map<String, String> options) {
    public ChallengeLine {
        options = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(options));
    }

    /** @throws IllegalArgumentException with one line fit for people */
    public static ChallengeLine parse(String text) {
        throw new UnsupportedOperationException();
    }

    /** Whether the line is for this identifier. */
    public boolean matches(Identifier identifier) {
        throw new UnsupportedOperationException();
    }

    /** The line as {@link #parse} reads it. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}

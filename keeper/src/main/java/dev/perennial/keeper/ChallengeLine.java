package dev.perennial.keeper;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code challenge:} line: {@code [PATTERN] TYPE [METHOD] [NAME=VALUE]…}, such as {@code http-01
 * webroot=/var/www/html} or {@code *.lab.example.com dns-01 rfc2136 server=192.0.2.53}. Values with spaces are put in
 * double quotes, in which {@code \"} and {@code \\} stand for the plain character.
 *
 * @param pattern which identifiers it is for, in canonical form: a name, {@code *.name} for everything below it (and the
 *     wildcard itself), an address; absent for all
 * @param type a challenge type such as {@code dns-01}
 * @param method what changes DNS: {@code rfc2136}, {@code program}, {@code manual}, a provider
 */
public record ChallengeLine(
        Optional<String> pattern, String type, Optional<String> method, Map<String, String> options) {
    /** What a header without a challenge line means, and how a certificate without a header is renewed. */
    public static final ChallengeLine DEFAULT =
            new ChallengeLine(Optional.empty(), "http-01", Optional.empty(), Map.of("listen", ":80"));

    /** @throws IllegalArgumentException with one line fit for people */
    public ChallengeLine {
        pattern = pattern.map(text -> Identifier.parse(text).value());
        check(isType(type), type, "is not a challenge type such as http-01");
        method.ifPresent(word -> check(isMethod(word), word, "is not a method such as rfc2136"));
        options.forEach(ChallengeLine::checkOption);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** @throws IllegalArgumentException with one line fit for people */
    public static ChallengeLine parse(String text) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (String token : new Words(text).split()) {
            int equals = token.indexOf('=');
            if (equals < 0) {
                check(options.isEmpty(), token, "stands after an option; words come first");
                words.add(token);
            } else if (options.put(token.substring(0, equals), token.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("the option " + token.substring(0, equals) + " is given twice");
            }
        }
        // A name may look like a type (host-01), but a method never does: two in a row are a pattern and a type.
        boolean patterned = words.size() > 1 && isType(words.get(1)) || !words.isEmpty() && !isType(words.get(0));
        Optional<String> pattern = patterned ? Optional.of(words.remove(0)) : Optional.empty();
        if (words.isEmpty() || words.size() > 2) {
            throw new IllegalArgumentException("a challenge is [PATTERN] TYPE [METHOD] [NAME=VALUE]…, such as \""
                    + DEFAULT + "\"; this has " + (words.isEmpty() ? "no type" : "too many words"));
        }
        Optional<String> method = words.size() == 2 ? Optional.of(words.get(1)) : Optional.empty();
        return new ChallengeLine(pattern, words.get(0), method, options);
    }

    /** Whether the line is for this identifier; a wildcard is given as such, not as its base name. */
    public boolean matches(Identifier identifier) {
        if (pattern.isEmpty() || pattern.get().equals(identifier.value())) {
            return true;
        }
        return identifier instanceof DnsName
                && pattern.get().startsWith("*.")
                && identifier.value().endsWith(pattern.get().substring(1));
    }

    /** The line as {@link #parse} reads it. */
    @Override
    public String toString() {
        List<String> tokens = new ArrayList<>();
        pattern.ifPresent(tokens::add);
        tokens.add(type);
        method.ifPresent(tokens::add);
        options.forEach((name, value) -> tokens.add(name + "=" + Words.quoted(value)));
        return String.join(" ", tokens);
    }

    /** Whether it ends with a hyphen and two digits, as {@code http-01} does. */
    private static boolean isType(String word) {
        int dash = word.length() - 3;
        return dash > 0
                && isWord(word)
                && word.charAt(0) >= 'a'
                && word.charAt(dash) == '-'
                && isDigit(word.charAt(dash + 1))
                && isDigit(word.charAt(dash + 2));
    }

    private static boolean isMethod(String word) {
        return isWord(word) && !isType(word);
    }

    /** Lower case letters, digits and hyphens; not with patterns, for a large store has many lines. */
    private static boolean isWord(String word) {
        boolean valid = !word.isEmpty() && word.charAt(0) != '-';
        for (int i = 0; i < word.length() && valid; i++) {
            char c = word.charAt(i);
            valid = c >= 'a' && c <= 'z' || isDigit(c) || c == '-';
        }
        return valid;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void checkOption(String name, String value) {
        check(isWord(name), name, "is not an option's name");
        check(!Words.hasControls(value), name, "has a value with control characters");
    }

    private static void check(boolean valid, String word, String problem) {
        if (!valid) {
            throw new IllegalArgumentException("\"" + Words.printable(word) + "\" " + problem);
        }
    }
}

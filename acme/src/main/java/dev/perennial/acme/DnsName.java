package dev.perennial.acme;

import java.net.IDN;
import java.util.Locale;
import java.util.OptionalInt;

/** A DNS name, perhaps a wildcard, in canonical form. Instances come from {@link #parse}. */
public record DnsName(String value) implements Identifier {
    private static final int MAX_LENGTH = 253;
    /** IDNA2003 replaces or drops them, IDNA2008 keeps them (RFC 5894 §7.2): two names, perhaps of two owners. */
    private static final String DEVIATIONS = "\u00df\u03c2\u200c\u200d";

    public DnsName {
        String problem = problemOf(value);
        if (!problem.isEmpty()) {
            throw wrong(value, problem);
        }
    }

    /** Reads a name in any usual spelling; see {@link Identifier#parse}. */
    public static DnsName parse(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String star = name.startsWith("*.") ? "*." : "";
        String rest = name.substring(star.length());
        String ascii = isAscii(rest) ? rest : toAscii(rest);
        return new DnsName(star + ascii.toLowerCase(Locale.ROOT));
    }

    @Override
    public String type() {
        return "dns";
    }

    public boolean wildcard() {
        return value.startsWith("*.");
    }

    /** The name without {@code *.}: what an authorization for a wildcard carries (RFC 8555 §7.1.4). */
    public DnsName base() {
        return wildcard() ? new DnsName(value.substring(2)) : this;
    }

    @Override
    public String toString() {
        return value;
    }

    private static String toAscii(String name) {
        OptionalInt deviation =
                name.chars().filter(c -> DEVIATIONS.indexOf(c) >= 0).findFirst();
        if (deviation.isPresent()) {
            throw wrong(
                    name,
                    "U+%04X means another name to some programs: give the A-label (xn--...) of the one meant"
                            .formatted(deviation.getAsInt()));
        }
        try {
            return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw wrong(name, "not a valid IDN");
        }
    }

    private static IllegalArgumentException wrong(String name, String problem) {
        return new IllegalArgumentException(
                "\"" + ServerText.clean(name, ServerText.MAX_QUOTED) + "\" is not a DNS name: " + problem);
    }

    private static String problemOf(String name) {
        String rest = name.startsWith("*.") ? name.substring(2) : name;
        if (name.length() > MAX_LENGTH) {
            return "longer than " + MAX_LENGTH + " characters";
        }
        if (rest.isEmpty()) {
            return "empty";
        }
        if (rest.indexOf('*') >= 0) {
            return "a * may only be the whole leftmost label";
        }
        int start = 0;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.', start)) {
            String problem = labelProblem(rest, start, dot);
            if (!problem.isEmpty()) {
                return problem;
            }
            start = dot + 1;
        }
        String problem = labelProblem(rest, start, rest.length());
        return problem.isEmpty() && isNumber(rest, start) ? "the last label is a number" : problem;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String name, int start) {
        for (int i = start; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    // Without substrings and streams: a scan of a large store reads tens of thousands of names.
    private static String labelProblem(String name, int start, int end) {
        if (start == end) {
            return "empty label";
        }
        if (end - start > 63) {
            return "a label is longer than 63 characters";
        }
        if (name.charAt(start) == '-' || name.charAt(end - 1) == '-') {
            return "a label starts or ends with a hyphen";
        }
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            boolean valid = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!valid) {
                return "only letters, digits, hyphens, underscores and dots are allowed";
            }
        }
        return "";
    }
}

package dev.perennial.dns;

import org.xbill.DNS.Name;

/** Makes what others sent fit for a line of text. */
final class Texts {
    private static final int LONGEST = 120;

    private Texts() {}

    /** The text bounded, with everything but printable ASCII replaced by a question mark. */
    static String printable(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return bounded.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** A DNS name without its final dot. */
    static String name(Name name) {
        return name.toString(true);
    }
}

package dev.perennial.keeper;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into words at white space; double quotes hold a word, or a part of it, together. */
final class Words {
    private final String text;
    private int position;

    Words(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when a quote is not closed */
    List<String> split() {
        List<String> words = new ArrayList<>();
        while (skipSpace()) {
            words.add(next());
        }
        return words;
    }

    /** The text as one word, in quotes where it needs them. */
    static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == '"' || Character.isWhitespace(c));
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Whether the text would end a line, or do worse on a terminal. */
    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                return true;
            }
        }
        return false;
    }

    /** Text of others for a message: bounded, without control characters. */
    static String printable(String text) {
        String bounded = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return bounded.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", "?");
    }

    private boolean skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length();
    }

    private String next() {
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && position + 1 < text.length()) {
                word.append(text.charAt(++position));
            } else if (!quoted && Character.isWhitespace(c)) {
                break;
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a double quote is not closed");
        }
        return word.toString();
    }
}

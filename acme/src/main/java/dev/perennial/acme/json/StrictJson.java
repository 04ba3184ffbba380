package dev.perennial.acme.json;

/**
 * Holds a text against the grammar of RFC 8259, stricter where the parser behind it is not to be trusted: it takes control
 * characters in strings, halves of surrogate pairs and stray commas, reads {@code 1e999999} as infinity and long numbers as
 * other ones. Goes through the text once, without recursion.
 */
final class StrictJson {
    /** The parser keeps numbers as {@code long} or {@code double}: both are exact up to here. */
    private static final int MAX_DIGITS = 15;

    private static final int MAX_EXPONENT = 20;

    /** The parser gives up somewhere above, and does not say why. */
    private static final int MAX_STRING = 32 * 1024;

    private final String text;
    private final int maxDepth;
    /** For each open level whether it is an object. */
    private final boolean[] objects;

    private int depth;
    private int at;

    private StrictJson(String text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.objects = new boolean[maxDepth + 1];
    }

    /** Refuses what is not exactly one object. */
    static void check(String text, int maxDepth) throws JsonFormatException {
        StrictJson json = new StrictJson(text, maxDepth);
        json.blanks();
        if (json.peek() != '{') {
            throw new JsonFormatException("not a JSON object");
        }
        json.all();
    }

    private void all() throws JsonFormatException {
        do {
            value();
            while (depth > 0 && ends()) {
                at++;
                depth--;
                blanks();
            }
            if (depth > 0) {
                expect(',');
                name();
            }
        } while (depth > 0);
        if (at < text.length()) {
            throw wrong("text after the end");
        }
    }

    /** Reads a value; of an object or list that is not empty, everything up to its first inner value. */
    private void value() throws JsonFormatException {
        char c = peek();
        while (c == '{' || c == '[') {
            open(c == '{');
            if (ends()) {
                return;
            }
            name();
            c = peek();
        }
        switch (c) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
        blanks();
    }

    private void open(boolean object) throws JsonFormatException {
        at++;
        if (++depth > maxDepth) {
            throw new JsonFormatException("nested more than " + maxDepth + " levels deep");
        }
        objects[depth] = object;
        blanks();
    }

    private boolean ends() throws JsonFormatException {
        return peek() == (objects[depth] ? '}' : ']');
    }

    /** Inside an object, the name before the next value. */
    private void name() throws JsonFormatException {
        if (objects[depth]) {
            string();
            blanks();
            expect(':');
        }
    }

    private void string() throws JsonFormatException {
        if (peek() != '"') {
            throw wrong("a string is missing");
        }
        at++;
        int start = at;
        for (char c = peek(); c != '"'; c = peek()) {
            at++;
            if (at - start > MAX_STRING) {
                throw wrong("a string is too long");
            }
            if (c < ' ') {
                throw wrong("a control character in a string");
            }
            if (c == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() throws JsonFormatException {
        char c = peek();
        at++;
        if (c == 'u') {
            char unit = unit();
            if (Character.isLowSurrogate(unit) || Character.isHighSurrogate(unit) && !lowSurrogateFollows()) {
                throw wrong("half a surrogate pair");
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw wrong("an unknown escape");
        }
    }

    private boolean lowSurrogateFollows() throws JsonFormatException {
        if (!text.startsWith("\\u", at)) {
            return false;
        }
        at += 2;
        return Character.isLowSurrogate(unit());
    }

    private char unit() throws JsonFormatException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("a broken escape");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private void word(String word) throws JsonFormatException {
        if (!text.startsWith(word, at)) {
            throw wrong("no value");
        }
        at += word.length();
    }

    private void number() throws JsonFormatException {
        if (peek() == '-') {
            at++;
        }
        int start = at;
        int digits = digits();
        if (digits > 1 && text.charAt(start) == '0') {
            throw wrong("a number with a leading zero");
        }
        if (peek() == '.') {
            at++;
            digits += digits();
        }
        if (digits > MAX_DIGITS) {
            throw wrong("a number of more than " + MAX_DIGITS + " digits");
        }
        if (peek() == 'e' || peek() == 'E') {
            exponent();
        }
    }

    private void exponent() throws JsonFormatException {
        at++;
        if (peek() == '+' || peek() == '-') {
            at++;
        }
        int start = at;
        if (digits() > 2 || Integer.parseInt(text.substring(start, at)) > MAX_EXPONENT) {
            throw wrong("a number out of all proportion");
        }
    }

    private int digits() throws JsonFormatException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong("no value");
        }
        return at - start;
    }

    private void expect(char c) throws JsonFormatException {
        if (peek() != c) {
            throw wrong("'" + c + "' is missing");
        }
        at++;
        blanks();
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws JsonFormatException {
        if (at >= text.length()) {
            throw new JsonFormatException("ends too early");
        }
        return text.charAt(at);
    }

    private JsonFormatException wrong(String problem) {
        return new JsonFormatException("not valid JSON: " + problem + " at character " + (at + 1));
    }
}

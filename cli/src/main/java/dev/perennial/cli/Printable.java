package dev.perennial.cli;

/** The last door before a terminal: no text from outside moves the cursor, rings the bell or turns the writing around. */
final class Printable {
    private Printable() {}

    /** The text on one line: white space as spaces, every other control or format character as {@code ?}. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(Printable::visible).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static int visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t' || c == '\r' ? ' ' : '?';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE -> '?';
            default -> c;
        };
    }
}

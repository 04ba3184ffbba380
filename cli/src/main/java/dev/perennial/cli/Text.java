package dev.perennial.cli;

import java.util.ArrayList;
import java.util.List;

/** A line of text for people, in pieces that each have a tone. Every piece has passed {@link Printable}. */
record Text(List<Piece> pieces) {
    static final Text EMPTY = new Text(List.of());

    /** A run of characters in one tone. */
    record Piece(Tone tone, String text) {
        Piece {
            text = Printable.of(text);
        }

        int width() {
            return text.codePointCount(0, text.length());
        }
    }

    Text {
        pieces = List.copyOf(pieces);
    }

    static Text of(String text) {
        return EMPTY.and(text);
    }

    Text and(String text) {
        return and(Tone.PLAIN, text);
    }

    Text and(Tone tone, String text) {
        List<Piece> longer = new ArrayList<>(pieces);
        longer.add(new Piece(tone, text));
        return new Text(longer);
    }

    Text and(Text more) {
        List<Piece> longer = new ArrayList<>(pieces);
        longer.addAll(more.pieces);
        return new Text(longer);
    }

    /** In columns, taking every character as one wide: names are ASCII by the time they get here. */
    int width() {
        return pieces.stream().mapToInt(Piece::width).sum();
    }

    /** At most {@code columns} wide, the mark showing that something was left out. */
    Text cut(int columns, String mark) {
        if (width() <= columns) {
            return this;
        }
        int room = Math.max(0, columns - mark.codePointCount(0, mark.length()));
        List<Piece> shorter = new ArrayList<>();
        for (Piece piece : pieces) {
            int taken = Math.min(room, piece.width());
            int end = piece.text.offsetByCodePoints(0, taken);
            shorter.add(new Piece(piece.tone, piece.text.substring(0, end)));
            room -= taken;
            if (taken < piece.width()) {
                shorter.add(new Piece(piece.tone, mark));
                break;
            }
        }
        return new Text(shorter);
    }

    /** Lines of at most this many columns, broken at spaces; a longer word has a line of its own. */
    List<Text> wrap(int columns) {
        List<Text> lines = new ArrayList<>();
        Text line = EMPTY;
        for (Piece piece : pieces) {
            for (String word : piece.text.split("(?<= )")) {
                if (line.width() > 0 && line.width() + word.stripTrailing().length() > columns) {
                    lines.add(line);
                    line = EMPTY;
                }
                line = line.and(piece.tone, word);
            }
        }
        lines.add(line);
        return lines;
    }

    /** At least {@code columns} wide. */
    Text pad(int columns) {
        int missing = columns - width();
        return missing > 0 ? and(" ".repeat(missing)) : this;
    }

    String render(boolean colour) {
        StringBuilder line = new StringBuilder();
        for (Piece piece : pieces) {
            line.append(colour ? piece.tone.paint(piece.text) : piece.text);
        }
        return line.toString();
    }
}

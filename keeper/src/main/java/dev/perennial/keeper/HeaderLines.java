package dev.perennial.keeper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The lines of a {@link Header}, with their numbers for whoever has to mend one. */
final class HeaderLines {
    private static final Map<String, Boolean> REPEATABLE = Collections.unmodifiableMap(known());

    private record Line(int number, String name, String value) {}

    private final List<Line> lines;

    private HeaderLines(List<Line> lines) {
        this.lines = lines;
    }

    static HeaderLines read(String preamble) throws KeeperException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : split(preamble).toList()) {
            number++;
            if (!text.isBlank() && !text.startsWith("#")) {
                lines.add(line(number, text, lines));
            }
        }
        return new HeaderLines(lines);
    }

    /** The lines of a text whatever the line ends, without a byte order mark. */
    static Stream<String> split(String text) {
        return (text.startsWith("\ufeff") ? text.substring(1) : text).lines();
    }

    /** The value of a line that comes at most once. */
    <T> Optional<T> one(String name, Function<String, T> reader) throws KeeperException {
        for (Line line : lines) {
            if (line.name.equals(name)) {
                return Optional.of(value(line, reader));
            }
        }
        return Optional.empty();
    }

    <T> List<T> all(String name, Function<String, T> reader) throws KeeperException {
        List<T> values = new ArrayList<>();
        for (Line line : lines) {
            if (line.name.equals(name)) {
                values.add(value(line, reader));
            }
        }
        return List.copyOf(values);
    }

    private static <T> T value(Line line, Function<String, T> reader) throws KeeperException {
        try {
            return reader.apply(line.value);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw new KeeperException("line " + line.number + ", " + line.name + ": " + why, "correct that line", e);
        }
    }

    private static Line line(int number, String text, List<Line> before) throws KeeperException {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text.strip() : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (colon < 0 || !REPEATABLE.containsKey(name)) {
            throw new KeeperException(
                    "line " + number + ": \"" + Words.printable(name) + "\" is no line of a header",
                    "correct it or put a # before it; known are " + String.join(", ", names()));
        }
        Optional<String> flaw = flaw(value);
        if (flaw.isPresent()) {
            throw new KeeperException(
                    "line " + number + ", " + name + ": " + flaw.get(), "complete that line or remove it");
        }
        if (!Boolean.TRUE.equals(REPEATABLE.get(name)) && contains(before, name)) {
            throw new KeeperException("line " + number + ": a second " + name + ": line", "leave one of them");
        }
        return new Line(number, name, value);
    }

    /** What keeps a value from being one: what is read must be fit to be written again. */
    private static Optional<String> flaw(String value) {
        if (value.isEmpty()) {
            return Optional.of("no value");
        }
        if (Words.hasControls(value)) {
            return Optional.of("control characters");
        }
        return value.contains("-----BEGIN") ? Optional.of("the beginning of a PEM block") : Optional.empty();
    }

    private static boolean contains(List<Line> lines, String name) {
        for (Line line : lines) {
            if (line.name.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> names() {
        return REPEATABLE.keySet();
    }

    private static Map<String, Boolean> known() {
        Map<String, Boolean> known = new LinkedHashMap<>();
        Stream.of("names", "account", "ca").forEach(name -> known.put(name, false));
        known.put("challenge", true);
        Stream.of("key", "profile", "ca-root", "csr", "chain", "must-staple", "lifetime")
                .forEach(name -> known.put(name, false));
        Stream.of("deploy", "check").forEach(name -> known.put(name, true));
        return known;
    }

    /** Writes lines with their values in one column. */
    static final class Writer {
        private final StringBuilder text = new StringBuilder();

        /** @throws IllegalArgumentException when the value is empty, would end the line, or begins a PEM block */
        void line(String name, String value) {
            String stripped = value.strip();
            if (flaw(stripped).isPresent()) {
                throw new IllegalArgumentException(
                        "\"" + Words.printable(value) + "\" cannot be the value of a " + name + ": line");
            }
            text.append(name).append(':').append(" ".repeat(Math.max(1, 11 - name.length())));
            text.append(stripped).append('\n');
        }

        String text() {
            return text + "\n";
        }
    }
}

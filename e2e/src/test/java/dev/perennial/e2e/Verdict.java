package dev.perennial.e2e;

import dev.perennial.devca.fault.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of {@code docs/hostile.md}: what the command owes its user when the CA tells one of these lies. Of several rows
 * that fit, the first one counts.
 *
 * @param lies names of scenarios, {@code *} for any part
 * @param words what is found in the output
 * @param requests the most that the CA sees
 * @param after what is done about it, and what mends it
 */
record Verdict(
        String fault, List<String> lies, String command, int exit, List<String> words, int requests, String after) {
    private static final Path PAGE = Path.of("../docs/hostile.md");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final int COLUMNS = 7;

    static List<Verdict> all() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| F"))
                    .map(Verdict::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException when no row is about it */
    static Verdict of(Scenario scenario) {
        return all().stream()
                .filter(verdict -> verdict.isAbout(scenario))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("docs/hostile.md says nothing of " + scenario.name()));
    }

    boolean isAbout(Scenario scenario) {
        return fault.equals(scenario.fault())
                && lies.stream()
                        .anyMatch(lie ->
                                scenario.name().matches(Pattern.quote(lie).replace("*", "\\E.*\\Q")));
    }

    private static Verdict row(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != COLUMNS + 2) {
            throw new IllegalArgumentException("not a row: " + line);
        }
        return new Verdict(
                cells[1].strip(),
                code(cells[2]),
                cells[3].strip(),
                Integer.parseInt(cells[4].strip()),
                code(cells[5]),
                Integer.parseInt(cells[6].strip()),
                cells[7].strip());
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}

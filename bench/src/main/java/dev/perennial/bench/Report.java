package dev.perennial.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came out, as Markdown with tables that are aligned, so that it can be read as it is. */
final class Report {
    private static final List<String> COLUMNS =
            List.of("client", "runs", "wall s", "CPU s", "peak MB", "requests", "connections", "times ours");

    private Report() {}

    /** A table of what was measured in one job. */
    static String rows(List<Row> rows) {
        double ours = rows.stream()
                .filter(row -> row.client().startsWith(Perennial.NAME) && row.measured())
                .mapToDouble(row -> row.wall().median())
                .findFirst()
                .orElse(0);
        List<List<String>> lines = new ArrayList<>();
        lines.add(COLUMNS);
        rows.forEach(row -> lines.add(line(row, ours)));
        return table(lines);
    }

    private static List<String> line(Row row, double ours) {
        String runs = row.failures() == 0
                ? Integer.toString(row.samples().size())
                : row.samples().size() + ", " + row.failures() + " failed";
        String client = row.note().isEmpty() ? row.client() : row.client() + " (" + row.note() + ")";
        if (!row.measured()) {
            return List.of(client, runs, "–", "–", "–", "–", "–", "–");
        }
        boolean online = row.requests().most() > 0;
        return List.of(
                client,
                runs,
                row.wall().write("%.3f"),
                row.cpu().write("%.3f"),
                row.peak().most() > 0 ? row.peak().write("%.0f") : "?",
                online ? row.requests().write("%.0f") : "–",
                row.connections().most() > 0 ? row.connections().write("%.0f") : "–",
                ours > 0 ? String.format(Locale.ROOT, "%.2f", row.wall().median() / ours) : "–");
    }

    static String targets(List<Target> targets) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("work", "must", "measured", ""));
        targets.forEach(target -> lines.add(List.of(
                target.work(), target.must(), target.found(), target.verdict().toString())));
        return table(lines);
    }

    /** The first line is the heading. */
    static String table(List<List<String>> lines) {
        int columns = lines.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < lines.size(); number++) {
            text.append('|');
            for (int i = 0; i < columns; i++) {
                text.append(' ')
                        .append(String.format(
                                "%-" + Math.max(1, widths[i]) + "s",
                                lines.get(number).get(i)));
                text.append(" |");
            }
            text.append('\n');
            if (number == 0) {
                text.append('|');
                for (int width : widths) {
                    text.append("-".repeat(Math.max(1, width) + 2)).append('|');
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}

package dev.perennial.bench;

import java.io.IOException;
import java.util.List;

/** Some work that clients are measured at. */
interface Job {
    /** By which it is chosen. */
    String name();

    /** What it is, as a heading. */
    String title();

    Result run(Lab lab) throws IOException, InterruptedException;

    /**
     * What came out.
     *
     * @param remarks paragraphs for the reader, in Markdown
     */
    record Result(List<Row> rows, List<Target> targets, List<String> remarks) {
        public Result {
            rows = List.copyOf(rows);
            targets = List.copyOf(targets);
            remarks = List.copyOf(remarks);
        }
    }

    /** The row of a client, which is there. */
    static Row of(List<Row> rows, String client) {
        return rows.stream()
                .filter(row -> row.client().equals(client))
                .findFirst()
                .orElseThrow();
    }
}

package dev.perennial.cli;

import dev.perennial.acme.Identifier;
import dev.perennial.keeper.Entry;
import dev.perennial.keeper.StatusRow;
import dev.perennial.keeper.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The table of {@code status}: a row a person reads at a glance, and under it what needs more words. */
final class StatusTable {
    private static final int BAR = 10;
    private static final int GAP = 2;
    private static final String INDENT = "  ";
    /** Of one remark: a server's problem can be long. */
    private static final int MOST_LINES = 6;

    private static final List<String> TITLES = List.of("NAME", "NAMES", "CA", "DAYS LEFT", "RENEWAL");
    private static final Cell NONE = Cell.of(Text.EMPTY);
    /** Widest a column gets, before the terminal's width has its say. */
    private static final int[] MOST = {30, 28, 19, BAR + 5, 24};

    private final Instant now;
    private final Screen screen;

    /** @param tail stays whole when the cell is cut */
    private record Cell(Text text, Text tail) {
        static Cell of(Text text) {
            return new Cell(text, Text.EMPTY);
        }

        int width() {
            return text.width() + tail.width();
        }

        Text cut(int columns, String mark) {
            return text.cut(columns - tail.width(), mark).and(tail);
        }
    }

    StatusTable(Instant now, Screen screen) {
        this.now = now;
        this.screen = screen;
    }

    /** Made one by one, since there may be very many. */
    Stream<Text> lines(List<StatusRow> rows) {
        int[] widths = widths(new Each<>(rows, this::cells));
        Text titles = row(TITLES.stream().map(title -> Cell.of(quiet(title))).toList(), widths);
        return Stream.concat(Stream.of(titles), rows.stream().flatMap(row -> lines(row, widths)));
    }

    private Stream<Text> lines(StatusRow row, int[] widths) {
        Stream<Text> remarks = remarks(row).stream()
                .flatMap(remark ->
                        remark.wrap(screen.columns() - INDENT.length()).stream().limit(MOST_LINES))
                .map(line -> screen.cut(Text.of(INDENT).and(line)));
        return Stream.concat(Stream.of(row(cells(row), widths)), remarks);
    }

    private List<Cell> cells(StatusRow row) {
        Cell name = Cell.of(Text.EMPTY.and(Tone.STRONG, row.name()));
        Cell left = Cell.of(left(row));
        return switch (row.entry()) {
            case Entry.Kept kept ->
                List.of(name, names(kept), Cell.of(Text.of(ca(kept.wish().ca()))), left, Cell.of(renewal(row)));
            case Entry.Foreign foreign -> List.of(name, NONE, NONE, left, Cell.of(quiet("not kept here")));
            case Entry.Broken broken ->
                List.of(name, NONE, NONE, left, Cell.of(Text.EMPTY.and(Tone.BAD, "unreadable")));
        };
    }

    private static Cell names(Entry.Kept kept) {
        List<Identifier> names = List.copyOf(kept.wish().names());
        String more = names.size() == 1 ? "" : " +" + (names.size() - 1);
        return new Cell(Text.of(names.getFirst().value()), quiet(more));
    }

    private static String ca(String ca) {
        if (!ca.startsWith("https:")) {
            return ca;
        }
        String host = URI.create(ca).getHost();
        return host == null ? ca : host;
    }

    private Text left(StatusRow row) {
        if (row.notAfter().isEmpty()) {
            return quiet("none yet");
        }
        Instant end = row.notAfter().get();
        Duration left = Duration.between(now, end);
        Duration lifetime = Duration.between(row.notBefore().orElse(now), end);
        double share = lifetime.isPositive() ? (double) left.toSeconds() / lifetime.toSeconds() : 0;
        int full = (int) Math.clamp(Math.ceil(share * BAR), 0, BAR);
        Tone tone = share > 1.0 / 3 ? Tone.GOOD : share > 1.0 / 6 ? Tone.WARN : Tone.BAD;
        return Text.EMPTY
                .and(tone, screen.glyphs().full().repeat(full))
                .and(Tone.FAINT, screen.glyphs().empty().repeat(BAR - full))
                .and(tone, left.isNegative() ? " over" : String.format(" %3s", days(left)));
    }

    /** Days, or hours when there are less than two days. */
    private static String days(Duration left) {
        return left.toHours() < 48 ? left.toHours() + "h" : Long.toString(left.toDays());
    }

    private Text renewal(StatusRow row) {
        if (row.step().isEmpty()) {
            return Text.EMPTY;
        }
        return switch (row.step().get()) {
            case Step.Obtain obtain -> Text.EMPTY.and(Tone.WARN, "due now");
            case Step.Wait wait -> Text.of(Times.relative(now, wait.next()));
            case Step.Hold hold -> Text.EMPTY.and(Tone.WARN, "held " + Times.span(Duration.between(now, hold.until())));
            case Step.Blocked blocked -> Text.EMPTY.and(Tone.BAD, "blocked");
        };
    }

    private List<Text> remarks(StatusRow row) {
        List<Text> remarks = new ArrayList<>();
        switch (row.entry()) {
            case Entry.Foreign foreign -> remarks.add(quiet(foreign.reason()));
            case Entry.Broken broken -> {
                remarks.add(Text.EMPTY.and(Tone.BAD, broken.reason()));
                remarks.add(quiet(broken.hint()));
            }
            case Entry.Kept kept -> {
                row.step().ifPresent(step -> remarks.add(quiet(step.reason())));
                if (row.step().orElse(null) instanceof Step.Blocked blocked) {
                    remarks.add(quiet(blocked.hint()));
                }
            }
        }
        row.lastFailure()
                .ifPresent(failure -> remarks.add(Text.EMPTY
                        .and(Tone.BAD, screen.glyphs().failed() + " ")
                        .and(row.failures() > 1 ? "failed " + row.failures() + " times: " : "failed: ")
                        .and(failure)));
        return remarks.stream().filter(remark -> remark.width() > 0).toList();
    }

    private static Text quiet(String text) {
        return Text.EMPTY.and(Tone.FAINT, text);
    }

    /** As wide as the widest cell; when that is too much, the first two columns give way. */
    private int[] widths(List<List<Cell>> cells) {
        int[] widths = new int[TITLES.size()];
        Arrays.setAll(widths, column -> TITLES.get(column).length());
        for (List<Cell> row : cells) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).width());
            }
        }
        Arrays.setAll(widths, column -> Math.min(widths[column], MOST[column]));
        int total = GAP * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        int excess = Math.max(0, total - screen.columns());
        int fromNames = Math.min(excess, Math.max(0, widths[1] - 12));
        widths[1] -= fromNames;
        widths[0] = Math.min(widths[0], Math.max(12, widths[0] - (excess - fromNames)));
        return widths;
    }

    private Text row(List<Cell> cells, int[] widths) {
        Text line = Text.EMPTY;
        for (int column = 0; column < cells.size(); column++) {
            Text cell = cells.get(column).cut(widths[column], screen.glyphs().more());
            boolean last = column == cells.size() - 1;
            line = line.and(last ? cell : cell.pad(widths[column] + GAP));
        }
        return screen.cut(line);
    }
}

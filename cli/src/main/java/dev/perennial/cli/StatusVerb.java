package dev.perennial.cli;

import dev.perennial.keeper.Entry;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.StatusRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code status}: the table. */
final class StatusVerb implements Verb {
    List<String> names = new ArrayList<>();
    boolean all;

    @Override
    public String description() {
        return "Shows the certificates: what they are for, how long they last, when and why they are renewed, and"
                + " what went wrong last. Asks no CA.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.arguments(0, "NAME", "only these; all when none is given", names::add);
        syntax.flag("--all", "also what is not kept here, and why it is left alone", () -> all = true);
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException {
        List<StatusRow> rows = session.engine("status").status(names);
        boolean everything = all || !names.isEmpty();
        List<StatusRow> shown = rows.stream()
                .filter(row -> everything || !(row.entry() instanceof Entry.Foreign))
                .toList();
        StatusTable table = new StatusTable(session.now(), session.out());
        List<Event.Risk> risks = shown.stream()
                .flatMap(row -> row.risk().map(text -> new Event.Risk(row.name(), text)).stream())
                .toList();
        List<Text> warnings = Risks.lines(risks).stream()
                .flatMap(risk -> risk.wrap(session.out().columns()).stream())
                .toList();
        Iterable<Text> lines = () -> Stream.concat(
                        shown.isEmpty() ? nothing(session, rows.size()).stream() : table.lines(shown),
                        warnings.stream())
                .iterator();
        return Result.of(ExitCode.DONE, lines, Map.of("certificates", StatusForm.of(shown)));
    }

    private static List<Text> nothing(Session session, int foreign) {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of("No certificates are kept in " + session.basedir() + " yet."));
        if (foreign > 0) {
            lines.add(Text.of(Times.count(foreign, "file") + " there: status --all says why they are left alone."));
        }
        lines.add(Text.of("Get one:  perennial new example.com"));
        return lines;
    }
}

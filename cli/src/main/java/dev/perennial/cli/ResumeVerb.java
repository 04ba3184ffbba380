package dev.perennial.cli;

import dev.perennial.keeper.Event;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** {@code resume}: after a person has mended what was wrong. */
final class ResumeVerb implements Verb {
    List<String> names = new ArrayList<>();
    boolean noSelfTest;

    @Override
    public String description() {
        return "Lets go of whatever holds certificates back: failures, pauses, what a CA asked to wait for, what"
                + " was counted of its limits. What is due is obtained at once. When the CA still refuses, it shows"
                + " where a person can lift that.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.arguments(1, "NAME", "as perennial status lists them", names::add);
        syntax.flag(
                "--no-self-test", "ask the CA without looking at the proofs from here before", () -> noSelfTest = true);
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
        ConcurrentLinkedQueue<URI> pages = new ConcurrentLinkedQueue<>();
        Engine engine = session.engine("resume", !noSelfTest, event -> {
            if (event instanceof Event.Paused paused) {
                pages.add(paused.page());
            }
        });
        List<Outcome> outcomes = new ArrayList<>();
        for (String name : names) {
            outcomes.add(engine.resume(name));
        }
        return withPages(session.outcomes(outcomes), List.copyOf(pages));
    }

    /** Whoever runs this wants to see them, secret or not. */
    private static Result withPages(Result result, List<URI> pages) {
        if (pages.isEmpty()) {
            return result;
        }
        List<Text> lines = new ArrayList<>();
        result.lines().forEach(lines::add);
        pages.forEach(page -> lines.add(Text.of("lift the pause here: " + page)));
        Map<String, Object> members = new LinkedHashMap<>(result.members());
        members.put("pages", pages.stream().map(URI::toString).toList());
        return new Result(result.exit(), lines, result.complaints(), members);
    }
}

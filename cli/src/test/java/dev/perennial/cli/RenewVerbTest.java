package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.Event;
import dev.perennial.keeper.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenewVerbTest {
    @Test
    void tellsOfManyInALineEachAndTheirNumbersInTheEnd() {
        for (int i = 0; i < 20; i++) {
            shell.engine.outcomes.add(Samples.issued("n" + i));
        }
        shell.engine.outcomes.add(Samples.failed("bad"));

        Shell.Transcript renew = shell.run("renew");

        assertThat(renew.out().lines()).hasSize(21).endsWith("20 certificates renewed, 1 failed");
        assertThat(renew.exit()).isEqualTo(1);
    }

    private final Shell shell = new Shell();

    private int exitOf(Outcome... outcomes) {
        shell.engine.outcomes.clear();
        shell.engine.outcomes.addAll(List.of(outcomes));
        return shell.run("renew").exit();
    }

    @Test
    void endsWithTheWorst() {
        Outcome issued = Samples.issued("a");
        Outcome unchanged = Samples.unchanged("b", 3);
        Outcome deferred = Samples.deferred("c");
        Outcome failed = Samples.failed("d");

        assertThat(exitOf()).isEqualTo(3);
        assertThat(exitOf(unchanged)).isEqualTo(3);
        assertThat(exitOf(unchanged, issued)).isZero();
        assertThat(exitOf(issued, deferred, unchanged)).isEqualTo(4);
        assertThat(exitOf(failed, deferred, issued, unchanged)).isEqualTo(1);
    }

    @Test
    void saysWhyNothingHappens() {
        shell.engine.outcomes.add(Samples.unchanged("example.com", 32));

        assertThat(shell.run("renew").out()).isEqualTo("example.com: nothing to do: renews in 32 days, in good time\n");
    }

    @Test
    void sumsUpWhereManyHaveNothingToDo() {
        for (int i = 9; i > 4; i--) {
            shell.engine.outcomes.add(Samples.unchanged("site" + i, i));
        }

        assertThat(shell.run("renew").out())
                .isEqualTo("nothing to do for 5 certificates, the next is site5 on 2026-11-29 (in 5 days)\n");
    }

    @Test
    void tellsOfADeferral() {
        shell.engine.outcomes.add(Samples.deferred("example.com"));

        assertThat(shell.run("renew").out()).isEqualTo("""
                … example.com: not now: too many certificates this week
                  not before 2026-11-25 18:00 UTC; wait
                """);
    }

    @Test
    void passesNamesAndForceOn() {
        shell.run("renew", "--force", "a", "b");

        assertThat(shell.engine.calls).containsExactly("renew [a, b] force");
        assertThat(shell.engine.opened().settings().command()).isEqualTo("renew");
    }

    @Test
    void tellsErrorsOnlyWhenQuiet() {
        shell.engine.events.add(new Event.Notice("a", "mended"));
        shell.engine.outcomes.addAll(List.of(Samples.issued("a"), Samples.failed("b")));

        Shell.Transcript transcript = shell.run("renew", "--quiet");

        assertThat(transcript.out()).isEmpty();
        assertThat(transcript.err()).startsWith("perennial: error: b: http-01: connection refused\n");
        assertThat(transcript.err().lines()).hasSize(2);
    }

    @Test
    void reportsItsOwnMistakesInOneLine() {
        shell.engine.bug = Optional.of(new IllegalStateException("impossible"));

        Shell.Transcript brief = shell.run("renew");
        Shell.Transcript verbose = shell.run("renew", "--verbose");

        assertThat(brief.exit()).isEqualTo(1);
        assertThat(brief.err().lines()).hasSize(2);
        assertThat(brief.err()).contains("this is a bug in Perennial: java.lang.IllegalStateException: impossible at ");
        assertThat(verbose.err()).startsWith(brief.err()).contains("    at dev.perennial.cli.RenewVerbTest.");
    }

    @Test
    void tellsProgramsOfAnError() {
        shell.engine.bug = Optional.of(new IllegalStateException("impossible"));

        assertThat(shell.run("renew", "--json").out())
                .startsWith("{\"event\":\"result\",\"exit\":1,\"error\":\"this is a bug in Perennial: ");
    }
}

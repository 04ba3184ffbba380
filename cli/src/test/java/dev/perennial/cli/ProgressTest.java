package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final URI ORDER = URI.create("https://ca.example/order/1");
    private static final List<Event> EVENTS = List.of(
            new Event.Started("a.example", "no certificate yet"),
            new Event.AccountRegistered("a.example", "me@example.com", URI.create("https://ca.example/acct/1")),
            new Event.OrderPlaced("a.example", ORDER),
            new Event.AlreadyAuthorized("a.example", "b.example"),
            new Event.Proving("a.example", "a.example", "http-01 listen=:80"),
            new Event.SolverFailed("a.example", "a.example", "dns-01 manual", "nobody came"),
            new Event.Validating("a.example", 2),
            new Event.Waiting("a.example", "the CA", Duration.ofMillis(500)),
            new Event.Waiting("a.example", "the CA", Duration.ofSeconds(5)),
            new Event.Finalizing("a.example"),
            new Event.Received("a.example", "R11"),
            new Event.HookRan("a.example", "10-reload", "deployed", true, "reloaded\n"),
            new Event.HookRan("a.example", "20-mail", "deployed", false, "no route\n"),
            new Event.Notice("", "mended\u001b[2J a swap"),
            new Event.Instruction("", "create a record"),
            new Event.Finished("a.example", Samples.issued("a.example")));

    private final StringWriter written = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(written), true, false, Glyphs.ASCII, 40);

    @Test
    void isALinePerEventInALog() {
        EVENTS.forEach(new LineProgress(screen, Telling.Weight.STEP)::accept);

        assertThat(written.toString()).isEqualTo("""
                a.example: starting: no certificate yet
                a.example: account me@example.com is registered: https://ca.example/acct/1
                a.example: proving a.example by http-01 listen=:80
                a.example: a.example by dns-01 manual: nobody came
                a.example: the CA looks at 2 proofs
                a.example: waiting 5 s for the CA
                a.example: the CA makes the certificate
                a.example: the certificate came from R11
                a.example: hook 20-mail deployed failed
                mended?[2J a swap
                create a record
                """);
    }

    @Test
    void tellsOfWaitingAgainWhenItHasTakenTwiceAsLong() {
        LineProgress progress = new LineProgress(screen, Telling.Weight.STEP);
        for (int i = 0; i < 120; i++) {
            progress.accept(new Event.Waiting("a.example", "validation", Duration.ofSeconds(5)));
        }
        progress.accept(new Event.Finalizing("a.example"));
        progress.accept(new Event.Waiting("a.example", "validation", Duration.ofSeconds(5)));

        assertThat(written.toString()).isEqualTo("""
                a.example: waiting 5 s for validation
                a.example: waiting 5 s for validation, 10 s in all
                a.example: waiting 5 s for validation, 20 s in all
                a.example: waiting 5 s for validation, 40 s in all
                a.example: waiting 5 s for validation, 80 s in all
                a.example: waiting 5 s for validation, 2 minutes in all
                a.example: waiting 5 s for validation, 5 minutes in all
                a.example: the CA makes the certificate
                a.example: waiting 5 s for validation
                """);
    }

    @Test
    void tellsEverythingWhenVerbose() {
        EVENTS.forEach(new LineProgress(screen, Telling.Weight.DETAIL)::accept);

        assertThat(written.toString())
                .contains("a.example: order placed: https://ca.example/order/1\n")
                .contains("a.example: b.example is proven already\n")
                .contains("a.example: hook 10-reload deployed ran\n    reloaded\n")
                .contains("    no route\n");
    }

    @Test
    void tellsOnlyWhatAPersonMustKnowWhenQuiet() {
        EVENTS.forEach(new LineProgress(screen, Telling.Weight.ALERT)::accept);

        assertThat(written.toString()).isEqualTo("""
                a.example: hook 20-mail deployed failed
                create a record
                """);
    }

    @Test
    void aTerminalShowsWhatAPersonMustDo() {
        try (LiveProgress live = new LiveProgress(screen)) {
            live.accept(new Event.Instruction("", "create a record"));
            live.accept(new Event.Paused("a", List.of("a"), URI.create("https://ca.example/u?jwt=x")));
        }

        assertThat(written.toString())
                .contains("create a record\n")
                .contains(
                        "a: the CA has paused a; lift that at https://ca.example/u?jwt=x and run: perennial resume a\n");
    }

    @Test
    void printsNothingOverAQuestion() {
        try (Progress polite = new PoliteProgress(new LineProgress(screen, Telling.Weight.STEP))) {
            polite.pause();
            polite.accept(new Event.Notice("a.example", "look here"));
            assertThat(written.toString()).isEmpty();
            polite.resume();
            assertThat(written.toString()).isEqualTo("a.example: look here\n");
        }
    }

    @Test
    void waitsForTheLastOfTwoQuestions() {
        try (Progress polite = new PoliteProgress(new LineProgress(screen, Telling.Weight.STEP))) {
            polite.pause();
            polite.pause();
            polite.resume();
            polite.accept(new Event.Notice("a.example", "look here"));
            assertThat(written.toString()).isEmpty();
            polite.resume();
            assertThat(written.toString()).isNotEmpty();
        }
    }

    @Test
    void changesOneLineInPlaceOnATerminal() {
        try (LiveProgress live = new LiveProgress(screen)) {
            live.accept(new Event.Started("a.example", "due"));
            live.accept(new Event.Finalizing("a.example"));
        }

        assertThat(frames()).containsExactly("", "a.example: starting: due", "a.example: the CA makes the certific..");
    }

    @Test
    void keepsNewsAboveTheChangingLines() {
        try (LiveProgress live = new LiveProgress(screen)) {
            live.accept(new Event.Started("a.example", "due"));
            live.accept(new Event.Notice("a.example", "look here"));
        }

        assertThat(frames())
                .containsExactly("", "a.example: starting: due", "a.example: look here\na.example: starting: due");
    }

    @Test
    void countsWhatIsDone() {
        try (LiveProgress live = new LiveProgress(screen)) {
            live.accept(new Event.Started("a.example", "due"));
            live.accept(new Event.Started("b.example", "due"));
            live.accept(new Event.Finished("a.example", Samples.failed("a.example")));
        }

        assertThat(frames()).contains("b.example: starting: due\n1 done, 1 failed, 1 in work");
    }

    @Test
    void tellsOfManyHowFarTheyAreAndShowsFewOfThem() {
        try (LiveProgress live = new LiveProgress(screen)) {
            live.accept(new Event.Planned("", 100));
            for (int i = 0; i < 16; i++) {
                live.accept(new Event.Started("n" + i, "due"));
            }
            live.accept(new Event.Finished("n3", Samples.issued("n3")));
            live.tick();
        }

        List<String> last = frames().getLast().lines().toList();
        assertThat(last).hasSize(9).startsWith("n0: starting: due").endsWith("1 of 100 done, 15 in work");
    }

    @Test
    void leavesTheTerminalToAQuestion() {
        try (LiveProgress live = new LiveProgress(screen)) {
            live.accept(new Event.Started("a.example", "due"));
            live.pause();
            int before = written.toString().length();
            live.tick();
            live.accept(new Event.Finalizing("a.example"));
            assertThat(written.toString()).hasSize(before);
            live.resume();
            assertThat(written.toString()).hasSizeGreaterThan(before);
        }
    }

    @Test
    void everyEventHasAFormForPrograms() {
        assertThat(EVENTS).allSatisfy(event -> assertThat(Forms.of(event)).containsKey("event"));
        assertThat(Forms.of(EVENTS.get(8)))
                .isEqualTo(
                        Forms.members("event", "waiting", "name", "a.example", "for", "the CA", "milliseconds", 5000L));
        assertThat(Forms.of(EVENTS.getLast()))
                .containsEntry("event", "finished")
                .containsEntry("outcome", "issued");
    }

    /** What stood on the terminal between two times it was cleared, without the turning sign. */
    private List<String> frames() {
        return List.of(("\u001b[0A\r\u001b[J" + written).split("\u001b\\[\\d+A\r\u001b\\[J", -1)).stream()
                .map(frame -> frame.replaceAll("(?m)^[|/\\\\-] |^ +", "").strip())
                .distinct()
                .toList();
    }
}

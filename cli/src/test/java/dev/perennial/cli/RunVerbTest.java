package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.Event;
import dev.perennial.keeper.Settings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunVerbTest {
    private final Shell shell = new Shell();

    @Test
    void saysWhatHappensALineEachAndEndsWellWhenItIsEnded() {
        shell.engine.events.addAll(List.of(
                new Event.Started("a", "expires soon"),
                new Event.Finished("a", Samples.issued("a")),
                new Event.Finished("b", Samples.deferred("b")),
                new Event.Finished("c", Samples.failed("c")),
                new Event.Finished("d", Samples.unchanged("d", 3)),
                new Event.Notice("", "the store is in use"),
                new Event.Slept("", Shell.NOW)));

        Shell.Transcript run = shell.run("run");

        assertThat(run.err()).isEqualTo("""
                a: starting: expires soon
                a: certificate until 2027-02-22: /etc/ssl/certs/a.pem
                b: not now: too many certificates this week; not before 2026-11-25 18:00 UTC; wait
                c: failed: http-01: connection refused; again from 2026-11-24 12:10 UTC; is the port open?
                the store is in use
                """);
        assertThat(run.out()).isEqualTo("stopped\n");
        assertThat(run.exit()).isZero();
        assertThat(shell.run("run", "--verbose").err())
                .endsWith("looking again at 2026-11-24 12:00 UTC, or when files change\n");
    }

    @Test
    void speaksJson() {
        shell.engine.events.add(new Event.Slept("", Shell.NOW));

        assertThat(shell.run("run", "--json").out()).isEqualTo("""
                {"event":"slept","next":"2026-11-24T12:00:00Z"}
                {"event":"result","exit":0}
                """);
    }

    @Test
    void theEngineLearnsWhoStartedIt() {
        shell.run("run");
        assertThat(shell.engine.opened().settings().trigger()).isEqualTo(Settings.Trigger.DAEMON);
        shell.run("renew");
        assertThat(shell.engine.opened().settings().trigger()).isEqualTo(Settings.Trigger.TIMER);
        shell.run("plan");
        assertThat(shell.engine.opened().settings().trigger()).isEqualTo(Settings.Trigger.PERSON);
        shell.person = Optional.of(new ScriptedPerson());
        shell.run("renew");
        assertThat(shell.engine.opened().settings().trigger()).isEqualTo(Settings.Trigger.PERSON);
    }
}

package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.Event;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeVerbTest {
    private static final Event PAUSED = new Event.Paused(
            "a.example", List.of("a.example", "b.example"), URI.create("https://ca.example/unpause?jwt=s3cret"));

    private final Shell shell = new Shell();

    @Test
    void resumesEachAndSaysHowItWent() {
        shell.engine.outcomes.add(Samples.issued("a.example"));

        Shell.Transcript ran = shell.run("resume", "a.example", "b.example");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).startsWith("✓ a.example: certificate until").doesNotContain("lift the pause");
        assertThat(shell.engine.calls).containsExactly("resume a.example", "resume b.example");
    }

    @Test
    void showsTheWholePageToWhomeverAsksForIt() {
        shell.engine.events.add(PAUSED);
        shell.engine.outcomes.add(Samples.deferred("a.example"));

        Shell.Transcript ran = shell.run("resume", "a.example");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.out()).endsWith("lift the pause here: https://ca.example/unpause?jwt=s3cret\n");
        assertThat(shell.run("resume", "a.example", "--json").out())
                .endsWith("\"pages\":[\"https://ca.example/unpause?jwt=s3cret\"]}\n");
    }

    @Test
    void noOtherCommandLetsThePageGoToALog() {
        shell.engine.events.add(PAUSED);
        shell.engine.outcomes.add(Samples.deferred("a.example"));

        Shell.Transcript renew = shell.run("renew", "--quiet");
        Shell.Transcript json = shell.run("renew", "--json");

        assertThat(renew.err())
                .isEqualTo(
                        "a.example: the CA has paused a.example, b.example; lift that at https://ca.example/unpause?…"
                                + " and run: perennial resume a.example\n");
        assertThat(json.out())
                .contains("\"event\":\"paused\"")
                .contains("unpause?…")
                .doesNotContain("s3cret");
    }

    @Test
    void wantsAName() {
        assertThat(shell.run("resume").exit()).isEqualTo(2);
    }
}

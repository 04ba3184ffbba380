package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizeVerbTest {
    private final Shell shell = new Shell();

    @BeforeEach
    void haveOne() {
        shell.engine.accounts.add(Samples.account());
    }

    @Test
    void provesAsNewWould() {
        shell.engine.outcomes.add(
                new Outcome.Authorized("www.example.com", Optional.of(Shell.NOW.plus(Duration.ofDays(7)))));

        Shell.Transcript transcript =
                shell.run("authorize", "--ca", "zerossl", "--challenge", "dns-01 manual", "www.example.com");

        assertThat(transcript)
                .isEqualTo(new Shell.Transcript(
                        0, "✓ www.example.com: control is proven until 2026-12-01 12:00 UTC\n", ""));
        assertThat(shell.engine.wish)
                .contains(Samples.wish("names: www.example.com example.com\naccount: me@example.com\n"
                        + "ca: zerossl\nchallenge: dns-01 manual\n"));
    }

    @Test
    void failsWhereNamesAreNotProven() {
        shell.engine.outcomes.add(Samples.failed("example.com"));

        assertThat(shell.run("authorize", "example.com").exit()).isEqualTo(1);
    }
}

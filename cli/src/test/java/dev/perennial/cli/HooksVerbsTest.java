package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HooksVerbsTest {
    private final Shell shell = new Shell();

    @Test
    void runsTheHooks() {
        assertThat(shell.run("hooks", "test", "deployed", "example.com"))
                .isEqualTo(new Shell.Transcript(0, "the hooks ran\n", ""));
        assertThat(shell.engine.calls).containsExactly("test hooks example.com deployed");
    }

    @Test
    void failsWhenOneFails() {
        shell.engine.failedHooks.add("10-reload: exit code 1");

        assertThat(shell.run("hooks", "test", "failed", "a"))
                .isEqualTo(new Shell.Transcript(1, "", "perennial: error: 10-reload: exit code 1\n"));
    }

    @Test
    void knowsTheEvents() {
        assertThat(shell.run("hooks", "test", "party", "a").err())
                .startsWith("perennial: error: \"party\" is not an event of hooks: deployed, failed, expiring\n");
    }
}

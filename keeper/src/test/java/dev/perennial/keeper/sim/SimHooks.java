package dev.perennial.keeper.sim;

import dev.perennial.keeper.ProgramRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The hooks of the host: a program that reloads a server, and sometimes fails or hangs. */
final class SimHooks {
    private final SimClock clock;
    private Instant failing = Instant.MIN;
    private Instant hanging = Instant.MIN;
    private int calls;

    SimHooks(SimClock clock) {
        this.clock = clock;
    }

    void fail(Duration length) {
        failing = clock.now().plus(length);
    }

    void hang(Duration length) {
        hanging = clock.now().plus(length);
    }

    void mend() {
        failing = Instant.MIN;
        hanging = Instant.MIN;
    }

    int calls() {
        return calls;
    }

    ProgramRunner.Result run(String event, Map<String, String> environment, Duration timeout) {
        calls++;
        if (hanging.isAfter(clock.now())) {
            clock.advance(timeout);
            return new ProgramRunner.Result(-1, true, "");
        }
        clock.advance(Duration.ofSeconds(1));
        return failing.isAfter(clock.now())
                ? new ProgramRunner.Result(1, false, "reload failed")
                : new ProgramRunner.Result(0, false, event + " " + environment.get("PERENNIAL_NAME"));
    }
}

package dev.perennial.keeper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When certificates were last looked after without a person: by a timer, or by {@code perennial run}.
 *
 * @param timer the last few runs, the oldest first
 * @param daemon when {@code perennial run} was seen last
 */
record Runs(List<Instant> timer, Optional<Instant> daemon) {
    static final Runs NONE = new Runs(List.of(), Optional.empty());

    private static final int KEPT = 12;
    private static final int ENOUGH = 4;

    /** Two runs within this time were started for one reason. */
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    /** It looks every hour; a pass over many certificates may take some more. */
    private static final Duration DAEMON_SILENCE = Duration.ofHours(6);

    Runs {
        timer = List.copyOf(timer);
    }

    Runs withTimer(Instant now) {
        List<Instant> runs = new ArrayList<>(past(now));
        if (!runs.isEmpty() && runs.getLast().plus(TOGETHER).isAfter(now)) {
            runs.removeLast();
        }
        runs.add(now);
        return new Runs(runs.subList(Math.max(0, runs.size() - KEPT), runs.size()), daemon);
    }

    Runs withDaemon(Instant now) {
        return new Runs(timer, Optional.of(now));
    }

    boolean daemonAlive(Instant now) {
        return daemon.filter(
                        seen -> !seen.isAfter(now) && seen.plus(DAEMON_SILENCE).isAfter(now))
                .isPresent();
    }

    Optional<Instant> lastTimer(Instant now) {
        List<Instant> runs = past(now);
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast());
    }

    /** How far apart the runs of the timer mostly are; unknown before the second one. */
    Optional<Duration> interval(Instant now) {
        List<Instant> runs = past(now);
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < runs.size(); i++) {
            gaps.add(Duration.between(runs.get(i - 1), runs.get(i)));
        }
        gaps.sort(null);
        return gaps.isEmpty() ? Optional.empty() : Optional.of(gaps.get(gaps.size() / 2));
    }

    /** The interval, once enough runs have shown it to plan by: after a single gap nobody knows what comes. */
    Optional<Duration> steadyInterval(Instant now) {
        return past(now).size() < ENOUGH ? Optional.empty() : interval(now);
    }

    /** What was noted in the future was noted by a clock that was wrong. */
    private List<Instant> past(Instant now) {
        return timer.stream().filter(run -> !run.isAfter(now)).toList();
    }
}

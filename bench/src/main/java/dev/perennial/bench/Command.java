package dev.perennial.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program to be run and measured.
 *
 * @param good the exit codes that mean it has done its work
 * @param until globs, relative to {@code directory}: a program that never ends has done its work when a file matches each
 *     of them, and is then asked to end; empty for those that end by themselves
 * @param limit after which it is killed, with all it has started
 */
record Command(
        List<String> words,
        Map<String, String> environment,
        Path directory,
        Set<Integer> good,
        List<String> until,
        Duration limit) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        good = Set.copyOf(good);
        until = List.copyOf(until);
    }

    static Command of(Path directory, String... words) {
        return new Command(List.of(words), Map.of(), directory, Set.of(0), List.of(), PATIENCE);
    }

    Command and(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(all, environment, directory, good, until, limit);
    }

    /** Once before each of the values. */
    Command each(String option, List<String> values) {
        List<String> all = new ArrayList<>(words);
        values.forEach(value -> all.addAll(List.of(option, value)));
        return new Command(all, environment, directory, good, until, limit);
    }

    Command with(String variable, String value) {
        return new Command(words, Map.of(variable, value), directory, good, until, limit);
    }

    Command endingWith(Integer... codes) {
        return new Command(words, environment, directory, Set.of(codes), until, limit);
    }

    Command until(List<String> globs) {
        return new Command(words, environment, directory, good, globs, limit);
    }

    Command within(Duration time) {
        return new Command(words, environment, directory, good, until, time);
    }
}

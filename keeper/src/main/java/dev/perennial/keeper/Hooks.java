package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The executables in {@code {basedir}/hooks/}: run in name order with the event as their only argument and the facts in
 * {@code PERENNIAL_…} environment variables. However many certificates are in work, one hook runs at a time: scripts are
 * seldom written for company. A file that others may write, or whose directory they may write, is refused,
 * and so is a symbolic link.
 */
public final class Hooks {
    private static final int REPORTED_LENGTH = 200;

    private final HookFiles files;
    private final ProgramRunner programs;
    private final Path basedir;
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Deployed certificates whose turn is still to come. */
    private final AtomicInteger waiting = new AtomicInteger();

    public Hooks(Disk disk, ProgramRunner programs, Path basedir) {
        this(disk, programs, basedir, HookFiles.currentUser());
    }

    Hooks(Disk disk, ProgramRunner programs, Path basedir, String user) {
        this.files = new HookFiles(disk, basedir, user);
        this.programs = programs;
        this.basedir = basedir;
    }

    /** Events a hook is called for. */
    public enum HookEvent {
        DEPLOYED("deployed"),
        FAILED("failed"),
        EXPIRING("expiring");

        private final String word;

        HookEvent(String word) {
            this.word = word;
        }

        /** What the program finds in {@code argv[1]}. */
        public String word() {
            return word;
        }
    }

    /**
     * Runs all hooks; one that fails does not stop the others.
     *
     * @param facts environment variables beside {@code PERENNIAL_EVENT}, {@code PERENNIAL_NAME}, {@code
     *     PERENNIAL_BASEDIR} and {@code PERENNIAL_MORE}; {@code docs/hooks.md} lists them
     * @param timeout for each hook
     * @return those that failed or were refused, a line each
     */
    public List<String> run(
            String name, HookEvent event, Map<String, String> facts, Duration timeout, Consumer<Event> events)
            throws InterruptedException {
        int counted = event == HookEvent.DEPLOYED ? 1 : 0;
        waiting.addAndGet(counted);
        try {
            turn.lockInterruptibly();
        } finally {
            waiting.addAndGet(-counted);
        }
        try {
            return runAll(name, event, facts, timeout, events);
        } finally {
            turn.unlock();
        }
    }

    private List<String> runAll(
            String name, HookEvent event, Map<String, String> facts, Duration timeout, Consumer<Event> events)
            throws InterruptedException {
        HookFiles.Found found;
        try {
            if (!files.directoryExists()) {
                return List.of();
            }
            Optional<String> refusal = files.directoryRefusal();
            if (refusal.isPresent()) {
                return List.of("no hook was run: " + refusal.get());
            }
            found = files.find();
        } catch (IOException e) {
            return List.of("no hook was run: the directory cannot be read: " + reason(e));
        }
        if (!found.passedOver().isEmpty()) {
            String list = String.join(", ", found.passedOver());
            events.accept(new Event.Notice(name, "not executable, so not run as hooks: " + list));
        }
        Map<String, String> environment = environment(name, event, facts);
        List<String> failures = new ArrayList<>();
        for (Path hook : found.hooks()) {
            String file = hook.getFileName().toString();
            Ended ended = run(hook, event, environment, timeout);
            events.accept(new Event.HookRan(name, file, event.word(), ended.failure.isEmpty(), ended.output));
            ended.failure.ifPresent(failure -> failures.add("hook " + file + " " + failure));
        }
        return failures;
    }

    /**
     * @param failure why it did not succeed, continuing a sentence that starts with its name
     * @param output what it printed, or why it was not run
     */
    private record Ended(Optional<String> failure, String output) {
        static Ended unstarted(String failure) {
            return new Ended(Optional.of(failure), failure);
        }
    }

    private Ended run(Path hook, HookEvent event, Map<String, String> environment, Duration timeout)
            throws InterruptedException {
        try {
            Optional<String> refusal = files.refusal(hook);
            if (refusal.isPresent()) {
                return Ended.unstarted("was refused: " + refusal.get());
            }
            var result = programs.run(hook, List.of(event.word()), environment, timeout);
            return new Ended(failure(result, timeout), result.output());
        } catch (IOException e) {
            return Ended.unstarted("could not be run: " + reason(e));
        }
    }

    private static Optional<String> failure(ProgramRunner.Result result, Duration timeout) {
        if (result.success()) {
            return Optional.empty();
        }
        String what = result.timedOut()
                ? "was ended after " + timeout.toSeconds() + " s"
                : "failed with exit code " + result.exitCode();
        String last = result.output().lines().reduce("", (before, line) -> line.isBlank() ? before : line.strip());
        String shown = last.length() > REPORTED_LENGTH ? last.substring(0, REPORTED_LENGTH) + "…" : last;
        return Optional.of(shown.isEmpty() ? what : what + ": " + shown);
    }

    private Map<String, String> environment(String name, HookEvent event, Map<String, String> facts) {
        Map<String, String> environment = new LinkedHashMap<>(facts);
        environment.put("PERENNIAL_EVENT", event.word());
        environment.put("PERENNIAL_NAME", name);
        environment.put("PERENNIAL_BASEDIR", basedir.toString());
        if (event == HookEvent.DEPLOYED) {
            environment.put("PERENNIAL_MORE", String.valueOf(waiting.get()));
        }
        // A reason may quote a server. A hook written in haste reads line by line, so no value has more than one.
        environment.replaceAll((variable, value) ->
                SystemPrograms.printable(value).replace('\n', ' ').replace('\t', ' '));
        return environment;
    }

    private static String reason(IOException e) {
        return SystemPrograms.printable(String.valueOf(e.getMessage())).replace('\n', ' ');
    }
}

package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HooksTest {
    private static final Path BASE = Path.of("/base");
    private static final Path HOOKS = BASE.resolve("hooks");
    private static final Duration TIMEOUT = Duration.ofSeconds(300);

    private final Map<Path, Disk.Facts> entries = new TreeMap<>();
    private final Map<Path, ProgramRunner.Result> results = new LinkedHashMap<>();
    private final List<String> runs = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();

    HooksTest() {
        entries.put(BASE, facts(Disk.Kind.DIRECTORY, 0755, "root"));
        entries.put(HOOKS, facts(Disk.Kind.DIRECTORY, 0755, "me"));
    }

    @Test
    void nothingHappensWithoutADirectory() throws Exception {
        entries.remove(HOOKS);

        assertThat(run()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void hooksRunInNameOrderWithTheEventAsArgument() throws Exception {
        hook("20-second");
        hook("10-first");
        hook("100-before-20");

        assertThat(run()).isEmpty();

        assertThat(runs).containsExactly("10-first [deployed]", "100-before-20 [deployed]", "20-second [deployed]");
        assertThat(events)
                .contains(new Event.HookRan("example.com", "10-first", "deployed", true, "done"))
                .hasSize(3);
    }

    @Test
    void factsAreEnvironmentVariablesOfOneLineEach() throws Exception {
        hook("hook");

        var facts = Map.of("PERENNIAL_REASON", "$(id)\n`id`\u001b[31m", "PERENNIAL_EVENT", "forged");
        hooks().run("example.com", Hooks.HookEvent.FAILED, facts, TIMEOUT, events::add);

        assertThat(environment)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PERENNIAL_EVENT", "failed",
                        "PERENNIAL_NAME", "example.com",
                        "PERENNIAL_BASEDIR", "/base",
                        "PERENNIAL_REASON", "$(id) `id`[31m"));
    }

    @Test
    void aHookThatFailsDoesNotStopTheOthers() throws Exception {
        results.put(hook("a"), new ProgramRunner.Result(3, false, "starting\n  nginx: not found \n\n"));
        results.put(hook("b"), new ProgramRunner.Result(-1, true, ""));
        hook("c");

        assertThat(run())
                .containsExactly("hook a failed with exit code 3: nginx: not found", "hook b was ended after 300 s");
        assertThat(runs).hasSize(3);
        assertThat(events)
                .contains(new Event.HookRan("example.com", "b", "deployed", false, ""))
                .contains(new Event.HookRan("example.com", "c", "deployed", true, "done"));
    }

    @Test
    void aLongLastLineIsShortenedInTheReport() throws Exception {
        results.put(hook("a"), new ProgramRunner.Result(1, false, "x".repeat(5000)));

        assertThat(run()).singleElement().asString().hasSizeLessThan(300).endsWith("x…");
    }

    @Test
    void aProgramThatCannotBeStartedFailsAlone() throws Exception {
        entries.put(HOOKS.resolve("unstartable"), facts(Disk.Kind.FILE, 0755, "me"));
        hook("works");

        assertThat(run()).containsExactly("hook unstartable could not be run: exec format error");
        assertThat(runs).containsExactly("works [deployed]");
    }

    @Test
    void whatOthersCanChangeIsRefused() throws Exception {
        entries.put(hook("group"), facts(Disk.Kind.FILE, 0775, "me"));
        entries.put(hook("world"), facts(Disk.Kind.FILE, 0757, "me"));
        entries.put(hook("stranger"), facts(Disk.Kind.FILE, 0755, "mallory"));
        entries.put(hook("link"), facts(Disk.Kind.LINK, 0777, "me"));
        entries.put(hook("pipe"), facts(Disk.Kind.OTHER, 0644, "me"));
        entries.put(hook("root"), facts(Disk.Kind.FILE, 0755, "root"));

        assertThat(run())
                .containsExactly(
                        "hook group was refused: /base/hooks/group can be changed by others (chmod go-w /base/hooks/group)",
                        "hook link was refused: /base/hooks/link is a symbolic link",
                        "hook pipe was refused: /base/hooks/pipe is not a regular file",
                        "hook stranger was refused: /base/hooks/stranger belongs to mallory, who is neither root nor me",
                        "hook world was refused: /base/hooks/world can be changed by others (chmod go-w /base/hooks/world)");
        assertThat(runs).containsExactly("root [deployed]");
        assertThat(events).hasSize(6);
    }

    @Test
    void nothingRunsInADirectoryThatOthersCanChange() throws Exception {
        hook("hook");
        for (Path directory : List.of(BASE, HOOKS)) {
            var before = entries.get(directory);
            entries.put(directory, facts(Disk.Kind.DIRECTORY, 0775, "me"));
            assertThat(run()).singleElement().asString().contains("no hook was run: " + directory + " can be changed");
            entries.put(directory, facts(Disk.Kind.DIRECTORY, 0755, "mallory"));
            assertThat(run()).singleElement().asString().contains("belongs to mallory");
            entries.put(directory, before);
        }
        entries.put(HOOKS, facts(Disk.Kind.LINK, 0777, "me"));
        assertThat(run()).containsExactly("no hook was run: /base/hooks is not a directory");
        assertThat(runs).isEmpty();
    }

    @Test
    void theBasedirMayBeReachedThroughALink() throws Exception {
        hook("hook");
        entries.put(BASE, facts(Disk.Kind.LINK, 0777, "root"));

        assertThat(run()).isEmpty();
        assertThat(runs).hasSize(1);
    }

    @Test
    void otherFilesArePassedOverWithOneNotice() throws Exception {
        hook(".hidden");
        hook("backup~");
        entries.put(HOOKS.resolve("dns"), facts(Disk.Kind.DIRECTORY, 0755, "me"));
        entries.put(HOOKS.resolve("README"), facts(Disk.Kind.FILE, 0644, "me"));
        entries.put(HOOKS.resolve("notes.txt"), facts(Disk.Kind.FILE, 0644, "me"));

        assertThat(run()).isEmpty();
        assertThat(runs).isEmpty();
        assertThat(events)
                .containsExactly(
                        new Event.Notice("example.com", "not executable, so not run as hooks: README, notes.txt"));
    }

    @Test
    void anInterruptIsPassedOn() {
        hook("a");
        ProgramRunner interrupted = (program, arguments, env, timeout) -> {
            throw new InterruptedException();
        };

        assertThatThrownBy(() -> new Hooks(disk(), interrupted, BASE, "me")
                        .run("example.com", Hooks.HookEvent.DEPLOYED, Map.of(), TIMEOUT, events::add))
                .isInstanceOf(InterruptedException.class);
    }

    private List<String> run() throws InterruptedException {
        return hooks().run("example.com", Hooks.HookEvent.DEPLOYED, Map.of(), TIMEOUT, events::add);
    }

    private Hooks hooks() {
        ProgramRunner runner = (program, arguments, env, timeout) -> {
            if (program.endsWith("unstartable")) {
                throw new IOException("exec format error");
            }
            runs.add(program.getFileName() + " " + arguments);
            environment.putAll(env);
            return results.getOrDefault(program, new ProgramRunner.Result(0, false, "done"));
        };
        return new Hooks(disk(), runner, BASE, "me");
    }

    private Path hook(String file) {
        entries.put(HOOKS.resolve(file), facts(Disk.Kind.FILE, 0700, "me"));
        return HOOKS.resolve(file);
    }

    private static Disk.Facts facts(Disk.Kind kind, int mode, String owner) {
        return new Disk.Facts(kind, 1, mode, owner, "users", Instant.EPOCH);
    }

    /** Only what hooks need: facts and the listing. */
    private Disk disk() {
        return new Disk() {
            @Override
            public List<Path> list(Path directory) {
                return entries.keySet().stream()
                        .filter(path -> directory.equals(path.getParent()))
                        .toList()
                        .reversed();
            }

            @Override
            public Optional<Facts> facts(Path path) {
                return Optional.ofNullable(entries.get(path));
            }

            @Override
            public byte[] read(Path file, int limit) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void create(Path file, byte[] content, Attributes attributes) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void rename(Path from, Path to) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void delete(Path path) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void makeDirectory(Path directory, Attributes attributes) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Lock> lock(Path file, String owner) {
                throw new UnsupportedOperationException();
            }
        };
    }
}

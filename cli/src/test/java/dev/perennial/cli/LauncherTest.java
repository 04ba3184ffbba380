package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code perennial} on a tree of empty modules, with a JDK and a Maven that only say they were called. */
@Timeout(60)
class LauncherTest {
    @TempDir
    private Path home;

    private Path tree;
    private Path launcher;

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void plant() throws IOException {
        Path original = Path.of("..", "perennial");
        assumeTrue(Files.isExecutable(original) && Files.isExecutable(Path.of("/bin/sh")));
        tree = Files.createDirectories(home.resolve("my tree"));
        launcher = script(tree.resolve("perennial"), Files.readString(original));
        Files.createFile(tree.resolve("pom.xml"));
        for (String module : List.of("acme", "dns", "keeper", "devca", "cli")) {
            Files.createDirectories(tree.resolve(module).resolve("src/main"));
            Files.createFile(tree.resolve(module).resolve("pom.xml"));
        }
        jdk("jdk", "25.0.3");
        script(home.resolve("bin/mvn"), """
                #!/bin/sh
                echo built with "$JAVA_HOME" >>"$HOME/builds"
                [ ! -e "$HOME/broken" ] || { echo '[ERROR] A.java: no'; exit 1; }
                : >cli/target/perennial.jar
                """);
        anHourAgo();
    }

    /** Sources are older than any build. */
    private void anHourAgo() throws IOException {
        try (var files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
            }
        }
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(home.resolve(name));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"me\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        script(
                jdk.resolve("bin/java"),
                "#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$HOME/arguments\"\n"
                        + "for arg; do last2=$last1; last1=$arg; done; echo \"$last2|$last1\"\n");
        return jdk;
    }

    private static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path command, String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.toString()));
        words.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(words).directory(home.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        return builder.start();
    }

    private static Ran finish(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, err);
    }

    private Ran run(String... args) throws Exception {
        return finish(start(launcher, args));
    }

    private long builds() throws IOException {
        Path log = home.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    @Test
    void buildsOnFirstUseOnly() throws Exception {
        Ran first = run("status", "a b");
        Ran second = run("status", "a b");

        assertThat(first).isEqualTo(new Ran(0, "status|a b\n", "perennial: building (once; a minute or two) ...\n"));
        assertThat(second).isEqualTo(new Ran(0, "status|a b\n", ""));
        assertThat(builds()).isEqualTo(1);
        assertThat(home.resolve("builds")).content().contains("built with " + home.resolve("jdk"));
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run("plan");
        Path source = Files.createFile(tree.resolve("keeper/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        run("plan");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void startsWithTheRuntimeOfItsOwnWhereThatCouldBeMade() throws Exception {
        script(tree.resolve("dist/home"), """
                #!/bin/sh
                mkdir -p "$1/bin"
                printf '#!/bin/sh\\necho "own|$*"\\n' >"$1/bin/perennial"
                chmod +x "$1/bin/perennial"
                """);

        assertThat(run("status", "x").out()).isEqualTo("own|status x\n");
        assertThat(run("status", "y").out()).isEqualTo("own|status y\n");
    }

    @Test
    void startsWithTheJdkWhereNoRuntimeCouldBeMade() throws Exception {
        script(
                tree.resolve("dist/home"),
                "#!/bin/sh\nmkdir -p \"$1/bin\"; echo broken >\"$1/bin/perennial\"; exit 1\n");

        assertThat(run("status", "x")).extracting(Ran::exit, Ran::out).containsExactly(0, "status|x\n");
    }

    @Test
    void worksThroughALinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("bin/perennial"), Path.of("..", "my tree", "perennial"));

        assertThat(finish(start(link, "plan", "--json")).out()).isEqualTo("plan|--json\n");
    }

    @Test
    void twoFirstUsesBuildOnce() throws Exception {
        Process one = start(launcher, "plan", "1");
        Process two = start(launcher, "plan", "2");

        assertThat(finish(one).out()).isEqualTo("plan|1\n");
        assertThat(finish(two).out()).isEqualTo("plan|2\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void saysWhyABuildFailedAndTriesAgain() throws Exception {
        Path broken = Files.createFile(home.resolve("broken"));

        Ran failed = run("plan");
        Files.delete(broken);

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("[ERROR] A.java: no\nperennial: error: the build failed\nperennial: hint: ");
        assertThat(run("plan", "x").out()).isEqualTo("plan|x\n");
    }

    @Test
    void refusesAJavaThatIsTooOldWhereItWasChosen() throws Exception {
        Path old = jdk("old", "17.0.15");
        Process process = start(Path.of("/usr/bin/env"), "PERENNIAL_JAVA_HOME=" + old, launcher.toString(), "plan");

        assertThat(finish(process).err())
                .startsWith("perennial: error: PERENNIAL_JAVA_HOME is not a JDK 25 or newer: ");
    }

    @Test
    void passesOverAJavaThatIsTooOld() throws Exception {
        Path old = jdk("old", "17.0.15");
        Path good = jdk("good", "26");
        String path = "PATH=" + good.resolve("bin") + ":" + home.resolve("bin") + ":/usr/bin:/bin";
        Process process = start(Path.of("/usr/bin/env"), "JAVA_HOME=" + old, path, launcher.toString(), "plan");

        finish(process);

        assertThat(home.resolve("builds")).content().contains("built with " + good);
    }

    @Test
    void onlyWhoAsksForTheCaHasItOnTheClassPath() throws Exception {
        Path target = tree.resolve("cli/target");

        run("plan", "trying");
        assertThat(home.resolve("arguments")).content().doesNotContain("/ca/").contains("-jar\n");

        run("--json", "try");
        assertThat(home.resolve("arguments"))
                .content()
                .contains("-cp\n" + target.resolve("perennial.jar") + ":" + target + "/ca/*\ndev.perennial.cli.Main\n")
                .endsWith("--json\ntry\n");
    }

    /** A PATH with nothing on it but these tools. */
    private Path barePath(String... tools) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bare"));
        for (String tool : tools) {
            script(bin.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
        }
        return bin;
    }

    @Test
    void saysWhenMavenIsMissing() throws Exception {
        Path bin = barePath("dirname", "readlink", "mkdir", "find");
        Process process = start(Path.of("/usr/bin/env"), "PATH=" + bin, launcher.toString(), "plan");

        assertThat(finish(process)).isEqualTo(new Ran(1, "", """
                perennial: error: Maven is needed to build Perennial, and there is no mvn on the PATH
                perennial: hint: install Maven 3.8.7 or newer
                """));
    }

    @Test
    void aLockWhoseHolderIsGoneIsVoid() throws Exception {
        Path bin = barePath("dirname", "readlink", "mkdir", "find", "cat", "sleep", "rm", "touch", "mv");
        script(bin.resolve("mvn"), "#!/bin/sh\nexec " + home.resolve("bin/mvn") + "\n");
        Process gone = new ProcessBuilder("/bin/sh", "-c", "exit").start();
        gone.waitFor();
        Path lock = Files.createDirectories(tree.resolve("cli/target/building"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        Process process = start(Path.of("/usr/bin/env"), "PATH=" + bin, launcher.toString(), "plan", "x");

        assertThat(finish(process).out()).isEqualTo("plan|x\n");
        assertThat(builds()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }
}

package dev.perennial.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs the command as a shell would, at a fixed time, over a {@link FakeEngine}. */
final class Shell {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    final FakeEngine engine = new FakeEngine();
    final Map<String, String> environment = new HashMap<>();
    Optional<Person> person = Optional.empty();
    InputStream in = InputStream.nullInputStream();
    Glyphs glyphs = Glyphs.UNICODE;
    boolean colour;
    boolean root = true;
    int columns = 80;

    /** What came out. */
    record Transcript(int exit, String out, String err) {}

    Shell answering(String... answers) {
        person = Optional.of(new ScriptedPerson(answers));
        return this;
    }

    Shell typing(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String seenByPerson() {
        return String.join("\n", ((ScriptedPerson) person.orElseThrow()).seen);
    }

    Transcript run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                environment,
                in,
                new Screen(new PrintWriter(out), false, colour, glyphs, columns),
                new Screen(new PrintWriter(err), false, colour, glyphs, columns),
                person,
                Path.of("/home/me"),
                root,
                InstantSource.fixed(NOW),
                engine);
        int exit = new Application(surroundings).run(args);
        return new Transcript(exit, out.toString(), err.toString());
    }
}

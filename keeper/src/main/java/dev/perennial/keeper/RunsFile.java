package dev.perennial.keeper;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The note {@code .perennial/runs.json}; {@code docs/files.md} describes it. */
final class RunsFile {
    private static final int VERSION = 1;
    private static final int LIMIT = 1 << 16;

    private final Notes notes;
    private final Path file;

    RunsFile(Notes notes, Path basedir) {
        this.notes = notes;
        this.file = basedir.resolve(Layout.NOTES).resolve("runs.json");
    }

    /** {@link Runs#NONE} when there is none, or it cannot be read: then it is among what {@link Notes#lost} tells. */
    Runs read() {
        return notes.read("", file, LIMIT, RunsFile::read).orElse(Runs.NONE);
    }

    void write(Runs runs) throws KeeperException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("timer", runs.timer().stream().map(Instant::toString).toList());
        runs.daemon().ifPresent(seen -> json.put("daemon", seen.toString()));
        notes.write(file, json);
    }

    private static Runs read(JsonObject json) throws JsonFormatException {
        Notes.checkVersion(json, VERSION);
        List<Instant> timer = new ArrayList<>();
        for (String run : json.strings("timer")) {
            try {
                timer.add(OffsetDateTime.parse(run).toInstant());
            } catch (DateTimeParseException e) {
                throw new JsonFormatException("member \"timer\" is not a list of times");
            }
        }
        timer.sort(null);
        return new Runs(timer, json.instant("daemon"));
    }
}

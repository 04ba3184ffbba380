package dev.perennial.keeper;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final int MODE = 0600;
    private static final int LIMIT = 1 << 16;

    private final Disk disk;
    private final Notes notes;
    private final Path basedir;
    private final Path file;

    RunsFile(Disk disk, Notes notes, Path basedir) {
        this.disk = disk;
        this.notes = notes;
        this.basedir = basedir;
        this.file = basedir.resolve(Layout.NOTES).resolve("runs.json");
    }

    /** {@link Runs#NONE} when there is none, or it cannot be read: then it is among what {@link Notes#lost} tells. */
    Runs read() {
        try {
            if (disk.kind(file).isPresent()) {
                return read(Json.parse(disk.read(file, LIMIT)));
            }
        } catch (IOException e) {
            notes.lose("", file, DiskFailure.reason(e));
        } catch (JsonFormatException e) {
            notes.lose("", file, String.valueOf(e.getMessage()));
        }
        return Runs.NONE;
    }

    void write(Runs runs) throws KeeperException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("timer", runs.timer().stream().map(Instant::toString).toList());
        runs.daemon().ifPresent(seen -> json.put("daemon", seen.toString()));
        new Layout(disk, basedir).makeNotes(file);
        try {
            new DurableFile(disk).replace(file, (Json.write(json) + "\n").getBytes(StandardCharsets.UTF_8), MODE);
        } catch (IOException e) {
            throw DiskFailure.of("write", file, e);
        }
    }

    private static Runs read(JsonObject json) throws JsonFormatException {
        if (json.integer("version").orElseThrow(() -> JsonObject.missing("version")) != VERSION) {
            throw new JsonFormatException("written by another version of this product");
        }
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

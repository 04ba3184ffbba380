package dev.perennial.keeper;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Who is not to be asked for renewal information before when: CAs that offer none, certificates that one refuses, names
 * that were renewed on such advice a moment ago. A note like any other: {@code .perennial/silence.json} may be deleted at any time.
 */
final class Silence {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Run run;
    private final Path file;
    private final Map<String, String> until = new ConcurrentSkipListMap<>();
    private final NewestSaved saved = new NewestSaved(this::write);

    private Silence(Run run) {
        this.run = run;
        this.file = run.settings.basedir().resolve(Layout.NOTES).resolve("silence.json");
    }

    static Silence read(Run run) {
        Silence silence = new Silence(run);
        run.notes
                .read("", silence.file, MAX_BYTES, Silence::times)
                .orElse(Map.of())
                .forEach((who, time) -> {
                    if (time.isAfter(run.now())) {
                        silence.until.put(who, time.toString());
                    }
                });
        return silence;
    }

    private static Map<String, Instant> times(JsonObject json) throws JsonFormatException {
        Map<String, Instant> times = new HashMap<>();
        for (String who : json.names()) {
            times.put(who, json.instant(who).orElse(Instant.EPOCH));
        }
        return times;
    }

    boolean holds(String who, Instant now) {
        String time = until.get(who);
        return time != null && Instant.parse(time).isAfter(now);
    }

    void keep(String who, Instant time) {
        until.put(who, time.toString());
        try {
            saved.save();
        } catch (KeeperException e) {
            run.emit(new Event.Notice("", "a note could not be written: " + e.getMessage()));
        }
    }

    private void write() throws KeeperException {
        run.notes.write(file, until);
    }
}

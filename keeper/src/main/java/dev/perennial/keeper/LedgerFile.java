package dev.perennial.keeper;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The note that all processes share, {@code .perennial/ledger.json}; {@code docs/files.md} describes it. Written only by
 * who holds the store's lock; replaced as a whole, so that readers need no lock.
 */
final class LedgerFile {
    private static final int VERSION = 1;
    private static final int LIMIT = 16 * 1024 * 1024;

    private final Notes notes;
    private final Path file;

    LedgerFile(Notes notes, Path basedir) {
        this.notes = notes;
        this.file = basedir.resolve(Layout.NOTES).resolve("ledger.json");
    }

    /** An empty one when there is none, or it cannot be read: then it is among what {@link Notes#lost} tells. */
    Ledger read() {
        return notes.read("", file, LIMIT, LedgerFile::read).orElseGet(Ledger::new);
    }

    /** Durable when it returns. */
    void write(Ledger ledger, Instant now) throws KeeperException {
        notes.write(file, json(ledger, now));
    }

    private static Ledger read(JsonObject json) throws JsonFormatException {
        Notes.checkVersion(json, VERSION);
        Map<Ledger.Bucket, Instant> buckets = new HashMap<>();
        for (JsonObject bucket : json.objects("buckets")) {
            Optional<RateLimit.Kind> kind = RateLimit.Kind.of(bucket.requireString("limit"));
            Instant full = bucket.requireInstant("full");
            // What a later version counts means nothing to this one.
            if (kind.isPresent()) {
                buckets.put(
                        new Ledger.Bucket(
                                bucket.requireUri("ca"),
                                bucket.requireString("account"),
                                kind.get(),
                                bucket.requireString("of")),
                        full);
            }
        }
        Map<Ledger.Scope, Ledger.Hold> holds = new HashMap<>();
        for (JsonObject hold : json.objects("holds")) {
            holds.put(
                    new Ledger.Scope(hold.requireUri("ca"), hold.requireString("account"), hold.requireString("what")),
                    new Ledger.Hold(
                            hold.requireInstant("until"),
                            hold.requireInstant("noted"),
                            hold.bool("paused").orElse(false)));
        }
        return new Ledger(buckets, holds);
    }

    private static Map<String, Object> json(Ledger ledger, Instant now) {
        List<Object> buckets = new ArrayList<>();
        ledger.buckets(now).forEach((bucket, full) -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("ca", bucket.ca().toString());
            members.put("account", bucket.account());
            members.put("limit", bucket.kind().word());
            members.put("of", bucket.subject());
            members.put("full", full.toString());
            buckets.add(members);
        });
        List<Object> holds = new ArrayList<>();
        ledger.holds(now).forEach((scope, hold) -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("ca", scope.ca().toString());
            members.put("account", scope.account());
            members.put("what", scope.what());
            members.put("until", hold.until().toString());
            members.put("noted", hold.noted().toString());
            members.put("paused", hold.paused());
            holds.add(members);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("buckets", buckets);
        json.put("holds", holds);
        return json;
    }
}

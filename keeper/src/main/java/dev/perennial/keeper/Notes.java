package dev.perennial.keeper;

import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The notes in {@code .perennial/}: JSON files that may be deleted at any time, and the next keys. A note that cannot be
 * read is treated as lost, and said so.
 */
public final class Notes {
    private static final int LIMIT = 1 << 16;
    private static final int MODE = 0600;

    private final Disk disk;
    private final DurableFile durable;
    private final Path basedir;
    private final Map<Path, Event.Notice> lost = new ConcurrentHashMap<>();

    public Notes(Disk disk, Path basedir) {
        this.disk = disk;
        this.durable = new DurableFile(disk);
        this.basedir = basedir;
    }

    /** What is remembered; {@link CertificateNotes#EMPTY} when nothing is, or it is {@link #lost}. */
    public CertificateNotes read(String name) {
        return read(name, noteFile(name), LIMIT, NotesJson::read).orElse(CertificateNotes.EMPTY);
    }

    /**
     * A note as JSON; empty when there is none, or it is {@link #lost}.
     *
     * @param name the certificate it is about; empty for all
     */
    <T> Optional<T> read(String name, Path file, int limit, Form<T> form) {
        try {
            Optional<byte[]> content = disk.find(file, limit);
            if (content.isPresent()) {
                return Optional.of(form.read(Json.parse(content.get())));
            }
        } catch (IOException e) {
            lose(name, file, DiskFailure.reason(e));
        } catch (JsonFormatException e) {
            lose(name, file, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** What a note means. */
    @FunctionalInterface
    interface Form<T> {
        T read(JsonObject json) throws JsonFormatException;
    }

    /** Refuses a note that another version of this product wrote: what it means there, nobody here knows. */
    static void checkVersion(JsonObject json, int version) throws JsonFormatException {
        if (json.integer("version").orElseThrow(() -> JsonObject.missing("version")) != version) {
            throw new JsonFormatException("written by another version of this product");
        }
    }

    /** Durable when it returns. */
    public void write(String name, CertificateNotes notes) throws KeeperException {
        Path file = noteFile(name);
        if (notes.equals(CertificateNotes.EMPTY)) {
            delete(file);
        } else {
            write(file, NotesJson.write(notes));
        }
    }

    /** The key the next certificate will have: the one waiting, when it is of this type, else a fresh one, durable. */
    public KeyPair nextKey(String name, KeyType type) throws KeeperException {
        Optional<KeyPair> waiting =
                findNextKey(name).filter(pair -> KeyType.of(pair.getPublic()).equals(Optional.of(type)));
        if (waiting.isPresent()) {
            return waiting.get();
        }
        KeyPair fresh = type.generate();
        write(nextKeyFile(name), PrivateKeys.write(fresh));
        return fresh;
    }

    /** The key that waits; empty when none does, or it is {@link #lost}. */
    public Optional<KeyPair> findNextKey(String name) throws KeeperException {
        Path file = nextKeyFile(name);
        try {
            Optional<byte[]> content = disk.find(file, PemFile.LIMIT);
            return content.isEmpty() ? Optional.empty() : Optional.of(new PemFile(content.get()).key());
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        } catch (PemException e) {
            lose(name, file, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    public void dropNextKey(String name) throws KeeperException {
        delete(nextKeyFile(name));
    }

    /** Removes everything noted of a name. */
    public void forget(String name) throws KeeperException {
        delete(noteFile(name));
        dropNextKey(name);
    }

    /** What could not be read so far, each file once. */
    public List<Event.Notice> lost() {
        return List.copyOf(lost.values());
    }

    private void lose(String name, Path file, String why) {
        lost.put(file, new Event.Notice(name, "a note could not be read and counts as lost: " + file + ": " + why));
    }

    private Path noteFile(String name) {
        return file("certs", name, ".json");
    }

    private Path nextKeyFile(String name) {
        return file("next", name, PairFiles.KEY);
    }

    private Path file(String directory, String name, String ending) {
        if (!FileNames.isPairName(name)) {
            throw new IllegalArgumentException("\"" + Words.printable(name) + "\" is not the name of a pair");
        }
        return basedir.resolve(Layout.NOTES).resolve(directory).resolve(name + ending);
    }

    /** Durable when it returns. */
    void write(Path file, Map<String, ?> json) throws KeeperException {
        write(file, Json.write(json) + "\n");
    }

    /** The directories may have been deleted since the lock was taken. */
    private void write(Path file, String content) throws KeeperException {
        new Layout(disk, basedir).makeNotes(file);
        try {
            durable.replace(file, content.getBytes(StandardCharsets.UTF_8), MODE);
        } catch (IOException e) {
            throw DiskFailure.of("write", file, e);
        }
    }

    private void delete(Path file) throws KeeperException {
        try {
            disk.delete(file);
        } catch (IOException e) {
            throw DiskFailure.of("delete", file, e);
        }
    }
}

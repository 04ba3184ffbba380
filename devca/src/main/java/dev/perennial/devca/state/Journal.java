package dev.perennial.devca.state;

import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.Members;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The server's memory on disk: one JSON object a line, each the newest state of one object, appended as it changes.
 * It survives the death of the process at any moment (a torn last line is dropped); against a power cut only what
 * the operating system wrote by then is safe. The next start writes it anew without what is superseded.
 */
public final class Journal implements AutoCloseable {
    private final @Nullable FileChannel channel;
    private final ReentrantLock writing = new ReentrantLock();

    private Journal(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** Remembers nothing. */
    public static Journal none() {
        return new Journal(null);
    }

    /** Reads what is there, hands the newest lines on in the order in which the objects came to be, and goes on from there.
     * @throws IOException if the disk fails */
    public static Journal open(Path directory, BiConsumer<String, Members> restore) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("journal.jsonl");
        JournalLines lines = new JournalLines();
        if (Files.exists(file)) {
            try (Stream<String> text = Files.lines(file, StandardCharsets.UTF_8)) {
                text.forEach(lines::add);
            }
        }
        lines.newest().forEach(line -> restore.accept(line.table(), line.value()));
        Path fresh = directory.resolve("journal.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
        Journal journal = new Journal(channel);
        lines.newest().forEach(line -> journal.write(line.table(), line.value().map()));
        channel.force(true);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return journal;
    }

    /** Appends the newest state of one object. */
    public void write(String table, Map<String, Object> value) {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        String line = Json.write(Map.of("table", table, "value", value)) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        writing.lock();
        try {
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state cannot be written", e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.force(true);
            channel.close();
        }
    }
}

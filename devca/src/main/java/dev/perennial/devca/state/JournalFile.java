package dev.perennial.devca.state;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file of journal lines, and where in it the newest line of each object is, in the order in which the objects came to
 * be. Not for several threads at once. (No {@link FileChannel}: one that is used by a thread that is interrupted closes
 * for all.)
 */
final class JournalFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JournalFile.class.getName());
    private static final int BUFFER = 1 << 16;
    private static final JournalLine FIRST = JournalLine.of("journal", "1", Map.of());

    private Path path;
    private final RandomAccessFile file;
    private final Map<String, Span> newest = new LinkedHashMap<>();
    private long size;
    private long live;

    private record Span(long from, int length) {}

    private JournalFile(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** Opens the file, or begins one.
     * @throws IOException if the disk fails, or the file is not as it was written */
    static JournalFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            JournalFile fresh = create(beside(path));
            fresh.force();
            fresh.moveTo(path);
            fresh.close();
        }
        JournalFile journal = new JournalFile(path);
        try {
            journal.scan();
        } catch (IOException e) {
            journal.close();
            throw e;
        }
        return journal;
    }

    private static JournalFile create(Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        JournalFile fresh = new JournalFile(path);
        fresh.append(FIRST);
        return fresh;
    }

    private static Path beside(Path path) {
        return path.resolveSibling("journal.new");
    }

    private void scan() throws IOException {
        int number = 0;
        try (InputStream in = new BufferedInputStream(new FileInputStream(path.toFile()), BUFFER)) {
            Optional<byte[]> next = nextLine(in);
            while (next.isPresent()) {
                byte[] bytes = next.get();
                number++;
                Optional<JournalLine> line = JournalLine.read(bytes);
                if (line.isEmpty() || number == 1 && !line.get().key().equals(FIRST.key())) {
                    throw broken(number);
                }
                note(line.get(), bytes.length + 1);
                next = nextLine(in);
            }
        }
        if (number == 0) {
            throw broken(1);
        }
        if (size < file.length()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the last line of " + path + " was cut short when its server died; nobody had been told of it yet");
            file.setLength(size);
        }
    }

    private IOException broken(int line) {
        return new IOException(path + " is broken in line " + line + ": put back a copy of the directory, or remove it"
                + " to begin with a new CA");
    }

    /** The next line without its end; what has none was cut short, and is no line. */
    private static Optional<byte[]> nextLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return Optional.of(line.toByteArray());
            }
            line.write(octet);
        }
        return Optional.empty();
    }

    private void note(JournalLine line, int length) {
        Span old = line.isForgotten() ? newest.remove(line.key()) : newest.put(line.key(), new Span(size, length));
        live += (line.isForgotten() ? 0 : length) - (old == null ? 0 : old.length);
        size += length;
    }

    /** Octets in the file. */
    long size() {
        return size;
    }

    /** Octets of lines that count. */
    long live() {
        return live;
    }

    /** Appends a line; after a failure the file is as before. */
    void append(JournalLine line) throws IOException {
        byte[] bytes = line.bytes();
        try {
            file.seek(size);
            file.write(bytes);
        } catch (IOException e) {
            file.setLength(size);
            throw e;
        }
        note(line, bytes.length);
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    /** Whoever is told of the lines that count, the oldest object first. */
    interface Reader {
        void line(JournalLine line) throws IOException;
    }

    void read(Reader reader) throws IOException {
        for (Span span : newest.values().toArray(Span[]::new)) {
            byte[] bytes = new byte[span.length - 1];
            file.seek(span.from);
            file.readFully(bytes);
            JournalLine line =
                    JournalLine.read(bytes).orElseThrow(() -> new IOException(path + " changes while it is read"));
            if (!line.key().equals(FIRST.key())) {
                reader.line(line);
            }
        }
    }

    /** Puts a file in the place of this one that has the lines that count and no others, and is on disk. */
    JournalFile compacted() throws IOException {
        JournalFile fresh = create(beside(path));
        try {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(BUFFER);
            read(line -> {
                byte[] bytes = line.bytes();
                lines.write(bytes);
                fresh.note(line, bytes.length);
                if (lines.size() >= BUFFER) {
                    fresh.file.write(lines.toByteArray());
                    lines.reset();
                }
            });
            fresh.file.write(lines.toByteArray());
            fresh.force();
            return fresh.moveTo(path);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
    }

    private JournalFile moveTo(Path place) throws IOException {
        Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
        path = place;
        forceDirectory(place.toAbsolutePath().resolveSibling("."));
        return this;
    }

    /** Without this a power cut could bring the old file back, which lacks what is written from now on. */
    private static void forceDirectory(Path directory) throws IOException {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
                done = true;
            } catch (ClosedByInterruptException e) {
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

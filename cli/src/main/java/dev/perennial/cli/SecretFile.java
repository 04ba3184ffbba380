package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A new file that only its owner may read. It is never written over another, and taken away when it cannot be whole. */
final class SecretFile {
    private SecretFile() {}

    static void write(Path file, String content) throws KeeperException {
        try (FileChannel channel = create(file)) {
            try {
                fill(channel, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new KeeperException(file + " exists already", "choose another name", e);
        } catch (IOException e) {
            throw new KeeperException(file + " cannot be written: " + reason(e), "", e);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        // Without POSIX permissions, as on FAT, whoever mounted the file system decided who reads it.
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), ownerOnly);
    }

    private static void fill(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such directory" : IoReason.of(e);
    }
}

package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A new file that only its owner may read. It appears whole or not at all, and never over another. */
final class SecretFile {
    private SecretFile() {}

    static void write(Path file, String content) throws KeeperException {
        Path absolute = file.toAbsolutePath();
        Path beside = absolute.resolveSibling("." + absolute.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
                // A link, unlike a rename, fails when there is a file of that name.
                Files.createLink(absolute, beside);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (FileAlreadyExistsException e) {
            throw new KeeperException(e.getFile() + " exists already", "choose another name", e);
        } catch (IOException e) {
            throw new KeeperException(
                    file + " cannot be written: " + e.getClass().getSimpleName(), "", e);
        }
    }
}

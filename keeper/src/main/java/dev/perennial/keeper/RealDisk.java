package dev.perennial.keeper;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The file system of this machine. Where it has no POSIX permissions, modes and owners are left to the system. */
final class RealDisk implements Disk {
    private static final LinkOption[] NOFOLLOW = {LinkOption.NOFOLLOW_LINKS};

    @Override
    public byte[] read(Path file, int limit) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            // Half the cost of a channel, which tells in a large store.
            try (InputStream in = new FileInputStream(file.toFile())) {
                return bounded(file, in, limit);
            } catch (FileNotFoundException e) {
                // It does not tell a missing file from a forbidden one; the way below does.
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(file, in, limit);
        }
    }

    private static byte[] bounded(Path file, InputStream in, int limit) throws IOException {
        byte[] content = in.readNBytes(limit + 1);
        if (content.length > limit) {
            throw new FileSystemException(file.toString(), null, "longer than " + limit + " bytes");
        }
        return content;
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    @Override
    public Optional<Facts> facts(Path path) throws IOException {
        try {
            if (!posix(path)) {
                BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW);
                return Optional.of(new Facts(
                        kind(basic),
                        basic.size(),
                        0,
                        "",
                        "",
                        basic.lastModifiedTime().toInstant()));
            }
            PosixFileAttributes found = Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW);
            return Optional.of(new Facts(
                    kind(found),
                    found.size(),
                    bits(found.permissions()),
                    found.owner().getName(),
                    found.group().getName(),
                    found.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Kind> kind(Path path) throws IOException {
        // Without an exception for what is not there: most names have no notes, and a stack trace is dear.
        BasicFileAttributes found =
                path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class, NOFOLLOW);
        return Optional.ofNullable(found).map(RealDisk::kind);
    }

    @Override
    public void create(Path file, byte[] content, Attributes attributes) throws IOException {
        Uninterrupted.run(() -> write(file, content, attributes));
    }

    private static void write(Path file, byte[] content, Attributes attributes) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // Nobody else may open it before it has its final owner and mode.
        try (FileChannel channel = FileChannel.open(file, options, permissions(file, 0600))) {
            try {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                apply(file, attributes);
                channel.force(true);
            } catch (IOException e) {
                withdraw(file, e);
                throw e;
            }
        }
        forceDirectory(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        move(from, to);
        Uninterrupted.run(() -> forceDirectory(to));
    }

    @Override
    public void renameBoth(Path from, Path to, Path secondFrom, Path secondTo) throws IOException {
        move(from, to);
        move(secondFrom, secondTo);
        Uninterrupted.run(() -> {
            forceDirectory(to);
            forceDirectory(secondTo);
        });
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        if (Files.deleteIfExists(path)) {
            Uninterrupted.run(() -> forceDirectory(path));
        }
    }

    @Override
    public void makeDirectory(Path directory, Attributes attributes) throws IOException {
        try {
            Files.createDirectory(directory, permissions(directory, 0700));
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return;
            }
            throw e;
        }
        try {
            apply(directory, attributes);
            Uninterrupted.run(() -> forceDirectory(directory));
        } catch (IOException e) {
            // The next one would take it for one that is ready.
            withdraw(directory, e);
            throw e;
        }
    }

    @Override
    public Optional<Lock> lock(Path file, String owner) throws IOException {
        return Uninterrupted.find(() -> LockFile.take(file, owner, permissions(file, 0644)));
    }

    @Override
    public String lockOwner(Path file) throws IOException {
        return LockFile.owner(file);
    }

    /** What is half made must not stay; failing to remove it must not hide why. */
    private static void withdraw(Path file, IOException why) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static void apply(Path path, Attributes attributes) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class, NOFOLLOW);
        if (view == null) {
            return;
        }
        var lookup = path.getFileSystem().getUserPrincipalLookupService();
        PosixFileAttributes now = view.readAttributes();
        // The owner first: giving a file away may clear bits of its mode.
        if (attributes.group().isPresent()
                && !attributes.group().get().equals(now.group().getName())) {
            view.setGroup(lookup.lookupPrincipalByGroupName(attributes.group().get()));
        }
        if (attributes.owner().isPresent()
                && !attributes.owner().get().equals(now.owner().getName())) {
            view.setOwner(lookup.lookupPrincipalByName(attributes.owner().get()));
        }
        view.setPermissions(permissions(attributes.mode()));
    }

    /** Windows cannot open a directory, and needs no force. */
    private static void forceDirectory(Path entry) throws IOException {
        if (posix(entry)) {
            Path parent = Objects.requireNonNull(entry.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] permissions(Path path, int mode) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(mode))}
                : new FileAttribute<?>[0];
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & bit(permission)) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private static int bits(Set<PosixFilePermission> permissions) {
        return permissions.stream().mapToInt(RealDisk::bit).sum();
    }

    /** The constants stand in the order of the bits, from 0400 to 0001. */
    private static int bit(PosixFilePermission permission) {
        return 0400 >> permission.ordinal();
    }

    private static Kind kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isRegularFile()) {
            return Kind.FILE;
        }
        return attributes.isDirectory() ? Kind.DIRECTORY : Kind.OTHER;
    }
}

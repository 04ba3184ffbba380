package dev.perennial.keeper.solver;

import dev.perennial.acme.KeyAuthorization;
import dev.perennial.acme.SolverException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A directory that a web server serves, with the proofs of http-01 in it. Everything below it is opened relative to the
 * directory above and never through a link, because whoever owns a web root need not be trusted with the rest of the
 * machine. Directories made here go when the last proof goes, unless something else is in them by then.
 */
final class Webroot implements HttpSolver.Place {
    private static final System.Logger LOG = System.getLogger(Webroot.class.getName());
    private static final Path WELL_KNOWN = Path.of(".well-known");
    private static final Path CHALLENGES = Path.of("acme-challenge");
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwxr-xr-x");
    /** Other processes may remove their directories while we enter them, as often as there are others. */
    private static final int TRIES = 100;

    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock, as is all work on the directories. */
    private final Set<Path> made = new HashSet<>();

    private int proofs;

    Webroot(Path directory) {
        this.directory = directory;
    }

    @Override
    public Runnable put(KeyAuthorization authorization) throws SolverException {
        place(authorization);
        return () -> remove(authorization);
    }

    @Override
    public Optional<HttpSolver.Withdrawal> withdrawal() {
        return Optional.of(this::withdraw);
    }

    /** Removes the proof of another process; its directories stay, since nobody knows any more who made them. */
    private void withdraw(KeyAuthorization authorization) throws SolverException {
        lock.lock();
        try (var root = open();
                var wellKnown = root.newDirectoryStream(WELL_KNOWN, LinkOption.NOFOLLOW_LINKS);
                var challenges = wellKnown.newDirectoryStream(CHALLENGES, LinkOption.NOFOLLOW_LINKS)) {
            delete(challenges, Path.of(authorization.token()));
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "a proof is gone already", e);
        } catch (IOException e) {
            throw new SolverException(
                    "cannot remove a proof from webroot " + directory + ": " + e.getMessage(),
                    "remove the file " + WELL_KNOWN + "/" + CHALLENGES + "/" + authorization.token() + " by hand",
                    e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a proof, over whatever a former run has left in its place.
     *
     * @throws SolverException when it cannot be written; nothing is left behind then
     */
    void place(KeyAuthorization authorization) throws SolverException {
        lock.lock();
        try {
            proofs++;
            placeFile(Path.of(authorization.token()), authorization.value());
        } catch (IOException e) {
            takeAway(authorization, System.Logger.Level.DEBUG);
            throw failure(e);
        } finally {
            lock.unlock();
        }
    }

    private void placeFile(Path token, String value) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (var root = open();
                    var wellKnown = enter(root, directory, WELL_KNOWN);
                    var challenges = enter(wellKnown, directory.resolve(WELL_KNOWN), CHALLENGES)) {
                write(challenges, token, value);
                return;
            } catch (NoSuchFileException e) {
                if (attempt == TRIES || !Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
    }

    private SecureDirectoryStream<Path> open() throws IOException {
        return secure(directory, Files.newDirectoryStream(directory));
    }

    private static SecureDirectoryStream<Path> secure(Path path, DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("the file system of " + path + " cannot be entered without following links");
    }

    private SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> parent, Path parentPath, Path name)
            throws IOException {
        try {
            return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return make(parent, parentPath, name);
        }
    }

    /** The JDK cannot make a directory relative to an open one. Through a path swapped just now it makes an empty one. */
    private SecureDirectoryStream<Path> make(SecureDirectoryStream<Path> parent, Path parentPath, Path name)
            throws IOException {
        boolean ours = true;
        try {
            Files.createDirectory(parentPath.resolve(name), PosixFilePermissions.asFileAttribute(DIRECTORY_MODE));
        } catch (FileAlreadyExistsException e) {
            ours = false;
        }
        var child = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        if (ours) {
            made.add(name);
            widen(child.getFileAttributeView(PosixFileAttributeView.class), DIRECTORY_MODE);
        }
        return child;
    }

    private static void write(SecureDirectoryStream<Path> challenges, Path token, String value) throws IOException {
        delete(challenges, token);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel channel =
                challenges.newByteChannel(token, options, PosixFilePermissions.asFileAttribute(FILE_MODE))) {
            ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        widen(
                challenges.getFileAttributeView(token, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS),
                FILE_MODE);
    }

    /** The umask may have taken away what a web server needs. Where it has not, nothing is touched a second time. */
    private static void widen(PosixFileAttributeView view, Set<PosixFilePermission> mode) throws IOException {
        if (!view.readAttributes().permissions().equals(mode)) {
            view.setPermissions(mode);
        }
    }

    private static void delete(SecureDirectoryStream<Path> directory, Path file) throws IOException {
        try {
            directory.deleteFile(file);
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.TRACE, "{0} was not there", file);
        }
    }

    /** Removes a proof placed before, and with the last one the directories made for it. Never fails. */
    void remove(KeyAuthorization authorization) {
        lock.lock();
        try {
            takeAway(authorization, System.Logger.Level.WARNING);
        } finally {
            lock.unlock();
        }
    }

    private void takeAway(KeyAuthorization authorization, System.Logger.Level failureLevel) {
        proofs--;
        try (var root = open();
                var wellKnown = root.newDirectoryStream(WELL_KNOWN, LinkOption.NOFOLLOW_LINKS)) {
            try (var challenges = wellKnown.newDirectoryStream(CHALLENGES, LinkOption.NOFOLLOW_LINKS)) {
                delete(challenges, Path.of(authorization.token()));
            }
            if (proofs == 0) {
                removeMade(wellKnown, CHALLENGES);
                removeMade(root, WELL_KNOWN);
            }
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "a proof is gone already", e);
        } catch (IOException e) {
            LOG.log(failureLevel, "a proof was left in {0}: {1}", directory, e.getMessage());
        }
    }

    private void removeMade(SecureDirectoryStream<Path> parent, Path name) {
        if (made.remove(name)) {
            try {
                parent.deleteDirectory(name);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a directory is used by others now", e);
            }
        }
    }

    private SolverException failure(IOException e) {
        String reason = e instanceof NoSuchFileException && !Files.exists(directory)
                ? "it does not exist"
                : !Files.isDirectory(directory)
                        ? "it is not a directory"
                        : e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
        return new SolverException(
                "cannot place a proof in webroot " + directory + ": " + reason,
                "give the directory the web server serves for this name; below it " + WELL_KNOWN + "/" + CHALLENGES
                        + " must be directories, not links, and may be missing",
                e);
    }
}

package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** Turns what the file system said into a line for people. */
final class DiskFailure {
    private DiskFailure() {}

    /** @param verb what was tried: {@code read}, {@code write} */
    static KeeperException of(String verb, Path path, IOException e) {
        return new KeeperException("cannot " + verb + " " + path + ": " + reason(e), hint(e), e);
    }

    /** Why, without the path. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "a directory that is not empty";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return Words.printable(file.getReason());
        }
        return Words.printable(
                Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
    }

    static String hint(IOException e) {
        return e instanceof AccessDeniedException
                ? "run as the user who owns the files, or choose others with --basedir"
                : "nothing that was there before has changed; try again when that is mended";
    }
}

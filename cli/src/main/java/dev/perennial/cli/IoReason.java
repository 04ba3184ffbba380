package dev.perennial.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why a file or a port could not be had, in words that stand after its name. */
final class IoReason {
    private IoReason() {}

    static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case FileAlreadyExistsException there -> "there is a file of that name";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException system -> orKind(system.getReason(), e);
            default -> orKind(e.getMessage(), e);
        };
    }

    private static String orKind(@Nullable String words, IOException e) {
        return words == null ? e.getClass().getSimpleName() : words;
    }
}

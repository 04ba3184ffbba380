package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files in {@code {basedir}/hooks/} and tells which may be run: regular files that only their owner can change,
 * in directories of which the same is true, the owner being root or the user this process runs as.
 */
final class HookFiles {
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int EXECUTABLE = 0111;

    private final Disk disk;
    private final Path basedir;
    private final Path directory;
    private final String user;

    HookFiles(Disk disk, Path basedir, String user) {
        this.disk = disk;
        this.basedir = basedir;
        this.directory = basedir.resolve("hooks");
        this.user = user;
    }

    /** The name of the user this process runs as, spelled as the file system spells owners. */
    static String currentUser() {
        try {
            return Files.getOwner(Path.of("/proc/self")).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return System.getProperty("user.name", "");
        }
    }

    /**
     * @param hooks in the order to run them
     * @param passedOver names of files that are not executable, sorted
     */
    record Found(List<Path> hooks, List<String> passedOver) {}

    boolean directoryExists() throws IOException {
        return disk.facts(directory).isPresent();
    }

    /** Everything that looks like a hook; {@link #refusal} has not been asked yet. */
    Found find() throws IOException {
        List<Path> entries = new ArrayList<>();
        for (Path entry : disk.list(directory)) {
            entries.add(directory.resolve(entry.getFileName()));
        }
        entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
        List<Path> hooks = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (Path entry : entries) {
            String file = entry.getFileName().toString();
            Optional<Disk.Facts> facts = disk.facts(entry).filter(f -> f.kind() != Disk.Kind.DIRECTORY);
            if (facts.isEmpty() || file.startsWith(".") || file.endsWith("~")) {
                continue;
            }
            if (facts.get().kind() == Disk.Kind.FILE && (facts.get().mode() & EXECUTABLE) == 0) {
                passedOver.add(file);
            } else {
                hooks.add(entry);
            }
        }
        return new Found(hooks, passedOver);
    }

    /** Why nothing in the directory may be run. */
    Optional<String> directoryRefusal() throws IOException {
        Optional<String> parent = refusal(basedir, Disk.Kind.DIRECTORY);
        return parent.isPresent() ? parent : refusal(directory, Disk.Kind.DIRECTORY);
    }

    /** Why a hook may not be run. */
    Optional<String> refusal(Path hook) throws IOException {
        return refusal(hook, Disk.Kind.FILE);
    }

    private Optional<String> refusal(Path path, Disk.Kind wanted) throws IOException {
        Optional<Disk.Facts> found = disk.facts(path);
        if (found.isEmpty()) {
            return Optional.of(path + " is gone");
        }
        Disk.Facts facts = found.get();
        // The basedir itself may be reached through a link; what is in it may not.
        boolean linkAllowed = path.equals(basedir) && facts.kind() == Disk.Kind.LINK;
        if (facts.kind() != wanted && !linkAllowed) {
            String what = facts.kind() == Disk.Kind.LINK ? "a symbolic link" : "not a regular file";
            return Optional.of(path + " is " + (wanted == Disk.Kind.FILE ? what : "not a directory"));
        }
        if (!facts.owner().isEmpty()
                && !facts.owner().equals("root")
                && !facts.owner().equals(user)) {
            return Optional.of(path + " belongs to " + facts.owner() + ", who is neither root nor " + user);
        }
        return linkAllowed || (facts.mode() & WRITABLE_BY_OTHERS) == 0
                ? Optional.empty()
                : Optional.of(path + " can be changed by others (chmod go-w " + path + ")");
    }
}

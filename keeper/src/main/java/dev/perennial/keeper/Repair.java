package dev.perennial.keeper;

import dev.perennial.acme.crypto.PemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks through both directories for what an interrupted run left, and for keys that everyone may read. */
final class Repair {
    private static final Pattern HALF_WRITTEN = Pattern.compile("\\..+\\.(pem|key)(\\.new|\\.old)?\\.tmp");
    private static final Pattern STAGED = Pattern.compile("\\.(.+)\\.(?:pem|key)\\.new");

    private static final int SEARCHED_BY_OTHERS = 0001;
    private static final int READ_BY_OTHERS = 0004;

    private final Disk disk;
    private final Path basedir;
    private final List<Event.Notice> notices = new ArrayList<>();

    Repair(Disk disk, Path basedir) {
        this.disk = disk;
        this.basedir = basedir;
    }

    List<Event.Notice> all() throws KeeperException {
        List<Path> keys = list(PairFiles.keys(basedir));
        List<Path> all = new ArrayList<>(keys);
        all.addAll(list(PairFiles.certs(basedir)));
        Set<String> staged = new TreeSet<>();
        for (Path path : all) {
            String file = fileName(path);
            Matcher matcher = STAGED.matcher(file);
            if (HALF_WRITTEN.matcher(file).matches()) {
                remove(path);
            } else if (matcher.matches() && FileNames.isPairName(matcher.group(1))) {
                staged.add(matcher.group(1));
            }
        }
        staged.forEach(this::pair);
        clearNotes();
        exposed(keys);
        return List.copyOf(notices);
    }

    /** Half-written notes; one of a next key holds a secret. */
    private void clearNotes() throws KeeperException {
        Path notes = basedir.resolve(Layout.NOTES);
        for (Path directory : List.of(notes, notes.resolve("certs"), notes.resolve("next"))) {
            for (Path path : list(directory)) {
                if (fileName(path).startsWith(".") && fileName(path).endsWith(DurableFile.TEMPORARY)) {
                    remove(path);
                }
            }
        }
    }

    /** One that cannot be mended must not keep the others from it. */
    private void pair(String name) {
        try {
            List<String> done = new Swap(disk, new PairFiles(disk, basedir, name)).repair();
            done.forEach(text -> notices.add(new Event.Notice(name, text)));
        } catch (IOException e) {
            notices.add(
                    new Event.Notice(name, "an interrupted change could not be finished: " + DiskFailure.reason(e)));
        } catch (PemException e) {
            notices.add(new Event.Notice(name, "an interrupted change could not be finished: " + e.getMessage()));
        }
    }

    private void remove(Path file) throws KeeperException {
        try {
            disk.delete(file);
        } catch (IOException e) {
            throw DiskFailure.of("delete", file, e);
        }
    }

    /** Where others may not enter the directory, the modes of its files do not matter. */
    private void exposed(List<Path> files) throws KeeperException {
        if (!allowed(PairFiles.keys(basedir), SEARCHED_BY_OTHERS)) {
            return;
        }
        for (Path file : files) {
            String name = fileName(file);
            if (name.endsWith(PairFiles.KEY) && allowed(file, READ_BY_OTHERS)) {
                String pair = name.substring(0, name.length() - PairFiles.KEY.length());
                notices.add(new Event.Notice(
                        FileNames.isPairName(pair) ? pair : "",
                        "everyone on this machine may read the key " + file + "; forbid it with chmod o-rwx"));
            }
        }
    }

    private boolean allowed(Path path, int bit) throws KeeperException {
        try {
            Optional<Disk.Facts> facts = disk.facts(path);
            return facts.isPresent()
                    && facts.get().kind() != Disk.Kind.LINK
                    && (facts.get().mode() & bit) != 0;
        } catch (IOException e) {
            throw DiskFailure.of("look at", path, e);
        }
    }

    private List<Path> list(Path directory) throws KeeperException {
        try {
            return disk.list(directory);
        } catch (IOException e) {
            throw DiskFailure.of("list", directory, e);
        }
    }

    private static String fileName(Path path) {
        return Objects.requireNonNull(path.getFileName()).toString();
    }
}

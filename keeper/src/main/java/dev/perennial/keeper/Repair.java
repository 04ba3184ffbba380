package dev.perennial.keeper;

import dev.perennial.acme.crypto.PemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks through both directories for what an interrupted run left. */
final class Repair {
    private static final Pattern HALF_WRITTEN = Pattern.compile("\\..+\\.(pem|key)(\\.new|\\.old)?\\.tmp");
    private static final Pattern STAGED = Pattern.compile("\\.(.+)\\.(?:pem|key)\\.new");

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
        notices.addAll(new Exposure(disk, basedir).mend(keys));
        return List.copyOf(notices);
    }

    /** Half-written notes; one of a next key holds a secret. */
    private void clearNotes() {
        Path notes = basedir.resolve(Layout.NOTES);
        for (Path directory : List.of(notes, notes.resolve("certs"), notes.resolve("next"))) {
            for (Path path : listNotes(directory)) {
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

    /** One that stays is no hindrance. */
    private void remove(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            notices.add(new Event.Notice(
                    "", "what an interrupted run left cannot be removed: " + file + ": " + DiskFailure.reason(e)));
        }
    }

    private List<Path> list(Path directory) throws KeeperException {
        try {
            return disk.list(directory);
        } catch (IOException e) {
            throw DiskFailure.of("list", directory, e);
        }
    }

    /** Notes may be lost, and so may a directory of them. */
    private List<Path> listNotes(Path directory) {
        try {
            return disk.list(directory);
        } catch (IOException e) {
            notices.add(new Event.Notice(
                    "",
                    "notes cannot be listed: " + directory + ": " + DiskFailure.reason(e)
                            + "; remove it if it is no directory"));
            return List.of();
        }
    }

    private static String fileName(Path path) {
        return Objects.requireNonNull(path.getFileName()).toString();
    }
}

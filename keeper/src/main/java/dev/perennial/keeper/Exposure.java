package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks for modes that let everyone in. What only we use is closed at once; the key of a certificate is only reported, since
 * a server may depend on its mode, and a key that a server cannot read is an outage.
 */
final class Exposure {
    private static final int SEARCHED_BY_OTHERS = 0001;
    private static final int WRITTEN_BY_OTHERS = 0002;
    private static final int READ_BY_OTHERS = 0004;
    private static final int OTHERS = 0007;

    private final Disk disk;
    private final Path basedir;
    private final List<Event.Notice> notices = new ArrayList<>();

    Exposure(Disk disk, Path basedir) {
        this.disk = disk;
        this.basedir = basedir;
    }

    /** @param keys the files in the keys' directory */
    List<Event.Notice> mend(List<Path> keys) throws KeeperException {
        Path directory = PairFiles.keys(basedir);
        for (Path open : List.of(basedir, PairFiles.certs(basedir), directory, basedir.resolve(Layout.NOTES))) {
            if (allowed(open, WRITTEN_BY_OTHERS)) {
                notices.add(new Event.Notice(
                        "", "everyone on this machine may change what is in " + open + "; forbid it with chmod o-w"));
            }
        }
        // Where others may not enter the directory, the modes of its files do not matter.
        if (allowed(directory, SEARCHED_BY_OTHERS)) {
            for (Path file : keys) {
                if (allowed(file, READ_BY_OTHERS)) {
                    exposed(file, Objects.requireNonNull(file.getFileName()).toString());
                }
            }
        }
        return List.copyOf(notices);
    }

    private void exposed(Path file, String name) {
        if (name.contains("@") && name.contains(PairFiles.KEY)) {
            String what = "everyone on this machine could read the account key " + file + "; ";
            notices.add(new Event.Notice("", what + close(file) + "; perennial account rotate-key makes a new one"));
        } else if (name.endsWith(PairFiles.KEY)) {
            String pair = name.substring(0, name.length() - PairFiles.KEY.length());
            notices.add(new Event.Notice(
                    FileNames.isPairName(pair) ? pair : "",
                    "everyone on this machine may read the key " + file + "; forbid it with chmod o-rwx"));
        }
    }

    /** A disk that refuses must not keep certificates from being renewed. */
    private String close(Path file) {
        try {
            Disk.Facts facts = disk.facts(file).orElseThrow();
            new DurableFile(disk)
                    .replace(
                            file,
                            disk.read(file, PemFile.LIMIT),
                            new Disk.Attributes(
                                    facts.mode() & ~OTHERS, Optional.of(facts.owner()), Optional.of(facts.group())));
            return "that is forbidden now";
        } catch (IOException e) {
            return "that could not be forbidden: " + DiskFailure.reason(e);
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
}

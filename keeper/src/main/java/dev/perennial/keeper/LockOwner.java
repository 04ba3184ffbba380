package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who holds a lock, in words. */
final class LockOwner {
    private static final Pattern PROCESS = Pattern.compile("\\(pid (\\d{1,18})( on \\S+?)?(?:, since .*)?\\)$");

    private LockOwner() {}

    /** Such as {@code "renew" (pid 4711 on web1, since 2026-11-24T08:00:00Z)}. */
    static String text(String command) {
        return "\"" + Words.printable(command) + "\" " + Self.TEXT;
    }

    /** Found out once: whoever waits for a lock asks every second. */
    private static final class Self {
        static final String TEXT = text(ProcessHandle.current());

        private static String text(ProcessHandle process) {
            String since = process.info()
                    .startInstant()
                    .map(start -> ", since " + start.truncatedTo(ChronoUnit.SECONDS))
                    .orElse("");
            return "(pid " + process.pid() + host() + since + ")";
        }
    }

    /** Whether such a text tells of a process that waits for this one, as for a hook: it would never end. */
    static boolean waitsForUs(String text) {
        Matcher process = PROCESS.matcher(text);
        if (!process.find() || !Optional.ofNullable(process.group(2)).orElse("").equals(host())) {
            return false;
        }
        long pid = Long.parseLong(process.group(1));
        Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
        while (ancestor.isPresent() && ancestor.get().pid() != pid) {
            ancestor = ancestor.get().parent();
        }
        return ancestor.isPresent();
    }

    /** The kernel's word: asking for the local host by name may wait for a DNS server. */
    private static String host() {
        Optional<String> name = Optional.ofNullable(System.getenv("COMPUTERNAME"));
        try {
            Path kernel = Path.of("/proc/sys/kernel/hostname");
            if (name.isEmpty() && Files.exists(kernel)) {
                name = Optional.of(Files.readString(kernel).strip());
            }
        } catch (IOException e) {
            return "";
        }
        return name.map(host -> " on " + Words.printable(host)).orElse("");
    }
}

package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Who holds a lock, in words. */
final class LockOwner {
    private LockOwner() {}

    /** Such as {@code "renew" (pid 4711 on web1, since 2026-11-24T08:00:00Z)}. */
    static String text(String command) {
        ProcessHandle process = ProcessHandle.current();
        String since = process.info()
                .startInstant()
                .map(start -> ", since " + start.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
        return "\"" + Words.printable(command) + "\" (pid " + process.pid() + host() + since + ")";
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

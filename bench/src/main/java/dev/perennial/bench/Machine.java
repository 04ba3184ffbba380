package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the figures were taken on.
 *
 * @param load how many processes wanted the processor in the last minute
 */
record Machine(int processors, String model, double gigabytes, String kernel, String java, String load) {
    static Machine look() throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                line("/proc/cpuinfo", "model name"),
                Double.parseDouble("0" + line("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) * 1024 / 1e9,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                loadNow());
    }

    static String loadNow() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "?";
    }

    private static String line(String file, String name) throws IOException {
        if (!Files.exists(Path.of(file))) {
            return "";
        }
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d × %s, %.0f GB, %s, Java %s", processors, model, gigabytes, kernel, java);
    }
}

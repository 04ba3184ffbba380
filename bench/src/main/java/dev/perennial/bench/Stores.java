package dev.perennial.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Stores with many certificates, made from one. */
final class Stores {
    private Stores() {}

    /** Pairs of ours, each a copy of the one that is there, with this CA in their headers. */
    static void pairs(Path base, Path from, String name, int count, String ca) throws IOException {
        byte[] chain = Files.readString(from.resolve("certs").resolve(name + ".pem"))
                .replaceFirst("(?m)^(ca: +).*", "$1" + ca)
                .getBytes(StandardCharsets.UTF_8);
        byte[] key = Files.readAllBytes(from.resolve("private").resolve(name + ".key"));
        Path certs = Files.createDirectories(base.resolve("certs"));
        Path keys = Files.createDirectories(
                base.resolve("private"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (int i = 0; i < count; i++) {
            Files.write(certs.resolve("n" + i + ".pem"), chain);
            Path file = Files.createFile(
                    keys.resolve("n" + i + ".key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, key);
        }
        for (Path account : accounts(from)) {
            Files.copy(account, keys.resolve(account.getFileName().toString()));
        }
    }

    private static List<Path> accounts(Path from) throws IOException {
        try (Stream<Path> files = Files.list(from.resolve("private"))) {
            return files.filter(file -> file.getFileName().toString().contains("@"))
                    .toList();
        }
    }

    /** Headers without certificates: each is a wish that the next {@code renew} grants. Returns their names. */
    static List<String> wishes(Path base, Site site, String suffix, int count) throws IOException {
        Path certs = Files.createDirectories(base.resolve("certs"));
        List<String> names = IntStream.range(0, count)
                .mapToObj(i -> "w" + i + "." + suffix + ".bench.test")
                .toList();
        for (String name : names) {
            Files.writeString(certs.resolve(name + ".pem"), """
                    names:      %s
                    account:    info@example.com
                    ca:         %s
                    ca-root:    %s
                    challenge:  %s
                    key:        ec-p256 rotate

                    """.formatted(
                            name, site.directory(), site.root(), Perennial.challenge(site)));
        }
        return names;
    }

    /** How many certificates are there. */
    static long granted(Path base) throws IOException {
        try (Stream<Path> keys = Files.list(base.resolve("private"))) {
            return keys.filter(key -> key.getFileName().toString().matches("w.*\\.key"))
                    .count();
        }
    }

    /** Lineages of Certbot, each a copy of the one that is there, until there are so many. */
    static void lineages(Path home, String name, int count) throws IOException {
        Path config = home.resolve("config");
        String renewal = Files.readString(config.resolve("renewal").resolve(name + ".conf"));
        for (int i = 1; i < count; i++) {
            String copy = "n" + i + "." + name;
            Path archive = Files.createDirectories(config.resolve("archive").resolve(copy));
            Path live = Files.createDirectories(config.resolve("live").resolve(copy));
            for (String part : List.of("cert", "chain", "fullchain", "privkey")) {
                Files.copy(
                        config.resolve("archive").resolve(name).resolve(part + "1.pem"),
                        archive.resolve(part + "1.pem"));
                Files.createSymbolicLink(live.resolve(part + ".pem"), Path.of("../../archive", copy, part + "1.pem"));
            }
            Files.writeString(
                    config.resolve("renewal").resolve(copy + ".conf"),
                    renewal.replaceAll("/" + Pattern.quote(name) + "(?=[/\\s])", "/" + copy),
                    StandardCharsets.UTF_8);
        }
    }
}

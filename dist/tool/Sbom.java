import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes what is in a package, in CycloneDX 1.6: {@code java Sbom.java HOME JDK COMPONENTS VERSION SECONDS}. Jars of others
 * must stand in COMPONENTS; the runtime is the JDK's.
 */
final class Sbom {
    private static final Pattern JAR = Pattern.compile("(.*)-([0-9][0-9.]*)\\.jar");

    private final Path home;
    private final List<String> known;
    private final String version;

    private Sbom(Path home, Path components, String version) throws IOException {
        this.home = home;
        this.known = Files.readAllLines(components);
        this.version = version;
    }

    public static void main(String[] args) throws IOException {
        Sbom sbom = new Sbom(Path.of(args[0]), Path.of(args[2]), args[3]);
        System.out.print(sbom.document(Path.of(args[1]), Instant.ofEpochSecond(Long.parseLong(args[4]))));
    }

    private String document(Path jdk, Instant time) throws IOException {
        List<String> components = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                components.add(component(jar));
            }
        }
        components.add(runtime(jdk));
        String list = String.join(",\n", components);
        return """
                {
                  "bomFormat": "CycloneDX",
                  "specVersion": "1.6",
                  "serialNumber": "urn:uuid:%s",
                  "version": 1,
                  "metadata": {
                    "timestamp": "%s",
                    "component": {
                      "type": "application",
                      "bom-ref": "perennial",
                      "name": "perennial",
                      "version": "%s",
                      "licenses": [{"license": {"id": "Apache-2.0"}}]
                    }
                  },
                  "components": [
                %s
                  ]
                }
                """.formatted(UUID.nameUUIDFromBytes((list + version).getBytes(StandardCharsets.UTF_8)), time, version, list);
    }

    private String component(Path jar) {
        String file = jar.getFileName().toString();
        if (file.startsWith("perennial")) {
            return entry("dev.perennial", file.substring(0, file.length() - 4), version, "Apache-2.0", "maven", digest(jar));
        }
        Matcher name = JAR.matcher(file);
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " has no version in its name");
        }
        String[] line = known.stream()
                .map(each -> each.split(" "))
                .filter(each -> each[0].equals(name.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("dist/components does not know " + file));
        return entry(line[1], line[0], name.group(2), line[2], "maven", digest(jar));
    }

    private String runtime(Path jdk) throws IOException {
        List<String> release = Files.readAllLines(jdk.resolve("release"));
        return entry(
                value(release, "IMPLEMENTOR"),
                "openjdk",
                value(release, "JAVA_RUNTIME_VERSION"),
                "GPL-2.0-with-classpath-exception",
                "generic",
                digest(home.resolve("runtime/lib/modules")));
    }

    private static String value(List<String> release, String key) {
        return release.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1).replace("\"", ""))
                .findFirst()
                .orElse("unknown");
    }

    private static String entry(String group, String name, String version, String licence, String kind, String digest) {
        String purl = kind.equals("maven")
                ? "pkg:maven/" + group + "/" + name + "@" + version
                : "pkg:generic/" + name + "@" + version.replace("+", "%2B");
        return """
                    {
                      "type": "library",
                      "bom-ref": "%s",
                      "group": "%s",
                      "name": "%s",
                      "version": "%s",
                      "hashes": [{"alg": "SHA-256", "content": "%s"}],
                      "licenses": [{"license": {"id": "%s"}}],
                      "purl": "%s"
                    }""".formatted(purl, group, name, version, digest, licence, purl);
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

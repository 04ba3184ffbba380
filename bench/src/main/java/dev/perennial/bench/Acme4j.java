package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shredzone.acme4j.Session;

/** acme4j, a Java library, in {@link Acme4jProgram}, on a JVM as it is without options. */
final class Acme4j implements Client {
    @Override
    public String name() {
        return "acme4j";
    }

    @Override
    public Optional<String> version() {
        Matcher version = Pattern.compile("acme4j-client-([0-9.]+)\\.jar")
                .matcher(Session.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        return Optional.of(version.find() ? version.group(1) : "?");
    }

    @Override
    public Command issue(Site site, Path home, List<String> names) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Command.of(home, java, "-cp", System.getProperty("java.class.path"))
                .and(
                        Acme4jProgram.class.getName(),
                        site.directory(),
                        site.root().toString())
                .and(home.toString(), Integer.toString(site.httpPort()))
                .and(names.toArray(String[]::new));
    }
}

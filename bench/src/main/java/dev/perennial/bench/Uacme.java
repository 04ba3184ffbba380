package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * uacme, which leaves proofs to a hook. It trusts the system's roots only, so that it runs in a mount namespace in which
 * the CA's stands in their place; that costs some milliseconds. Releases before 1.8 cannot read a challenge without a
 * token, and so fail when Pebble, which shuffles them, names such a one first.
 */
final class Uacme implements Client {
    private static final String SYSTEM_ROOTS = "/etc/ssl/certs/ca-certificates.crt";
    private static final int NOTHING_TO_DO = 1;

    @Override
    public String name() {
        return "uacme";
    }

    @Override
    public Optional<String> version() throws IOException, InterruptedException {
        return Tools.find("unshare").isEmpty()
                ? Optional.empty()
                : Tools.version("version (\\S+)", "uacme", "--version");
    }

    @Override
    public List<Command> register(Site site, Path home) throws IOException {
        return List.of(command(site, home).and("new", "info@example.com"));
    }

    @Override
    public Command issue(Site site, Path home, List<String> names) throws IOException {
        return command(site, home).and("--type", "EC", "issue").and(names.toArray(String[]::new));
    }

    @Override
    public List<Command> fresh(Site site, Path home, String name) throws IOException {
        return List.of(issue(site, home, List.of(name)).endingWith(NOTHING_TO_DO));
    }

    /** One certificate a run. */
    @Override
    public List<Command> due(Site site, Path home, List<String> names) throws IOException {
        List<Command> all = new ArrayList<>();
        for (String name : names) {
            all.add(command(site, home).and("--type", "EC", "--force", "issue", name));
        }
        return all;
    }

    @Override
    public boolean needsWebServer() {
        return true;
    }

    @Override
    public int attempts() {
        return 8;
    }

    @Override
    public List<Command> starts(Path home) {
        return List.of(Command.of(home, "uacme", "--version").endingWith(0, 2));
    }

    private static Command command(Site site, Path home) throws IOException {
        return Command.of(home, "unshare", "--mount", "--map-root-user", "sh", "-c")
                .and(
                        "mount --bind \"$0\" " + SYSTEM_ROOTS + " && exec \"$@\"",
                        site.root().toString())
                .and("uacme", "--yes", "--confdir", home.resolve("conf").toString())
                .and("--acme-url", site.directory(), "--hook", hook(home).toString());
    }

    /** Declines what is not wanted, as the manual asks of hooks. Arguments: method, type, name, token, proof. */
    private static Path hook(Path home) throws IOException {
        Path hook = home.resolve("hook");
        if (!Files.exists(hook)) {
            Path webroot = Files.createDirectories(home.resolve("webroot"));
            Files.writeString(hook, """
                    #!/bin/sh
                    [ "$2" = http-01 ] || exit 1
                    [ "$1" = begin ] || exit 0
                    printf %%s "$5" > '%s/'"$4"
                    """.formatted(webroot));
            Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return hook;
    }
}

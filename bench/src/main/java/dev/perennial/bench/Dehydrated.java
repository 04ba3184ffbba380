package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** dehydrated, a client in Bash, with a web server's directory. */
final class Dehydrated implements Client {
    @Override
    public String name() {
        return "dehydrated";
    }

    @Override
    public Optional<String> version() throws IOException, InterruptedException {
        return Tools.version("Dehydrated version: (\\S+)", "dehydrated", "--version");
    }

    @Override
    public List<Command> register(Site site, Path home) throws IOException {
        return List.of(command(site, home).and("--register", "--accept-terms"));
    }

    @Override
    public Command issue(Site site, Path home, List<String> names) throws IOException {
        return command(site, home).and("--cron", "--domain", String.join(" ", names));
    }

    @Override
    public List<Command> fresh(Site site, Path home, String name) throws IOException {
        return List.of(issue(site, home, List.of(name)));
    }

    /** One certificate a run, since the list of them would be another file. */
    @Override
    public List<Command> due(Site site, Path home, List<String> names) throws IOException {
        List<Command> all = new ArrayList<>();
        for (String name : names) {
            all.add(issue(site, home, List.of(name)).and("--force"));
        }
        return all;
    }

    @Override
    public boolean needsWebServer() {
        return true;
    }

    @Override
    public List<Command> starts(Path home) {
        return List.of(Command.of(home, "dehydrated", "--version"));
    }

    private static Command command(Site site, Path home) throws IOException {
        Path config = home.resolve("config");
        if (!Files.exists(config)) {
            Path webroot = Files.createDirectories(home.resolve("webroot"));
            Files.writeString(config, """
                    CA=%s
                    CURL_OPTS="--cacert %s"
                    BASEDIR=%s
                    WELLKNOWN=%s
                    CHALLENGETYPE=http-01
                    CONTACT_EMAIL=info@example.com
                    KEY_ALGO=prime256v1
                    KEYSIZE=2048
                    """.formatted(site.directory(), site.root(), home, webroot));
        }
        return Command.of(home, "dehydrated", "--config", config.toString());
    }
}

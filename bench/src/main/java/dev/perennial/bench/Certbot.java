package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Certbot, with the listener it brings. */
final class Certbot implements Client {
    @Override
    public String name() {
        return "Certbot";
    }

    @Override
    public Optional<String> version() throws IOException, InterruptedException {
        return Tools.version("certbot (\\S+)", "certbot", "--version");
    }

    @Override
    public Command issue(Site site, Path home, List<String> names) {
        return command(site, home)
                .and("certonly", "--agree-tos", "--email", "info@example.com", "--no-eff-email")
                .and("--server", site.directory(), "--key-type", "ecdsa", "--standalone")
                .and("--http-01-address", "127.0.0.1", "--http-01-port", Integer.toString(site.httpPort()))
                .each("--domain", names);
    }

    @Override
    public List<Command> fresh(Site site, Path home, String name) {
        return List.of(command(site, home).and("renew", "--no-random-sleep-on-renew"));
    }

    /** All it has in one run. */
    @Override
    public List<Command> due(Site site, Path home, List<String> names) {
        return List.of(command(site, home).and("renew", "--no-random-sleep-on-renew", "--force-renewal"));
    }

    @Override
    public List<Command> starts(Path home) {
        return List.of(Command.of(home, program(), "--version"), Command.of(home, program(), "--help"));
    }

    private static String program() {
        return Tools.find("certbot").orElseThrow().toString();
    }

    private static Command command(Site site, Path home) {
        return Command.of(
                        home,
                        program(),
                        "--non-interactive",
                        "--config-dir",
                        home.resolve("config").toString())
                .and("--work-dir", home.resolve("work").toString())
                .and("--logs-dir", home.resolve("logs").toString())
                .with("REQUESTS_CA_BUNDLE", site.root().toString());
    }
}

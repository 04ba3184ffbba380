package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Caddy, a web server: measured from its start until the certificates are on disk, one for each name. */
final class Caddy implements Client {
    @Override
    public String name() {
        return "Caddy";
    }

    @Override
    public Optional<String> version() throws IOException, InterruptedException {
        return Tools.version("caddy/v2\\s+v([0-9.]+)", "caddy", "build-info");
    }

    @Override
    public Command issue(Site site, Path home, List<String> names) throws IOException {
        Path config = Files.writeString(home.resolve("Caddyfile"), """
                {
                    admin off
                    persist_config off
                    skip_install_trust
                    auto_https disable_redirects
                    http_port %d
                    https_port %d
                    default_bind 127.0.0.1
                    email info@example.com
                    key_type p256
                    storage file_system %s
                    cert_issuer acme {
                        dir %s
                        trusted_roots %s
                        disable_tlsalpn_challenge
                    }
                }
                %s {
                    respond ok
                }
                """.formatted(
                        site.httpPort(),
                        Tools.freePort(),
                        home.resolve("storage"),
                        site.directory(),
                        site.root(),
                        String.join(", ", names)));
        return Command.of(
                        home,
                        Tools.find("caddy").orElseThrow().toString(),
                        "run",
                        "--adapter",
                        "caddyfile",
                        "--config",
                        config.toString())
                .until(names.stream()
                        .map(name -> "storage/certificates/*/" + name + "/" + name + ".json")
                        .toList());
    }

    @Override
    public List<Command> starts(Path home) {
        return List.of(Command.of(home, Tools.find("caddy").orElseThrow().toString(), "version"));
    }
}

package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** lego as distributions have it, with the listener it brings. */
final class Lego implements Client {
    @Override
    public String name() {
        return "lego";
    }

    /** The distribution's build does not know its version; its package does. */
    @Override
    public Optional<String> version() throws IOException, InterruptedException {
        if (Tools.find("lego").isEmpty()) {
            return Optional.empty();
        }
        Optional<String> packaged =
                Tools.version("([0-9.]+)", "dpkg-query", "--show", "--showformat=${Version}", "lego");
        return packaged.isPresent() ? packaged : Tools.version("version (\\S+)", "lego", "--version");
    }

    @Override
    public Command issue(Site site, Path home, List<String> names) {
        return command(site, home, names).and("run");
    }

    @Override
    public List<Command> fresh(Site site, Path home, String name) {
        return List.of(command(site, home, List.of(name)).and("renew", "--no-random-sleep"));
    }

    /** One certificate a run. */
    @Override
    public List<Command> due(Site site, Path home, List<String> names) {
        List<Command> all = new ArrayList<>();
        names.forEach(name ->
                all.add(command(site, home, List.of(name)).and("renew", "--days", "10000", "--no-random-sleep")));
        return all;
    }

    @Override
    public List<Command> starts(Path home) {
        return List.of(Command.of(home, "lego", "--version"), Command.of(home, "lego", "--help"));
    }

    private static Command command(Site site, Path home, List<String> names) {
        return Command.of(home, "lego", "--accept-tos", "--email", "info@example.com", "--key-type", "ec256")
                .and("--server", site.directory(), "--path", home.toString())
                .and("--http", "--http.port", "127.0.0.1:" + site.httpPort())
                .each("--domains", names)
                .with("LEGO_CA_CERTIFICATES", site.root().toString());
    }
}

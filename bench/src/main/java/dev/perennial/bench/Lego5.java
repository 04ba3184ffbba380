package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The newest lego, as a library in the small program that {@code .ci/run} builds; it looks its account up each time. */
final class Lego5 implements Client {
    @Override
    public String name() {
        return "lego5";
    }

    @Override
    public Optional<String> version() throws IOException, InterruptedException {
        return Tools.version("go-acme/lego/v5 v?(\\S+)", "lego5", "version");
    }

    @Override
    public boolean manyNames() {
        return false;
    }

    @Override
    public Command issue(Site site, Path home, List<String> names) {
        return Command.of(home, Tools.find("lego5").orElseThrow().toString(), site.directory(), home.toString())
                .and(names.getFirst(), "http-01", "127.0.0.1:" + site.httpPort(), "obtain")
                .with("LEGO_CA_CERTIFICATES", site.root().toString());
    }
}

package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our own: the installed form where it has been built, else the launcher of the source tree. */
record Perennial(Path launcher) implements Client {
    static final String NAME = "Perennial";
    private static final int NOTHING_TO_DO = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> version() throws IOException, InterruptedException {
        Matcher version = Pattern.compile("([0-9]+\\.[0-9.]+)").matcher(Tools.output(launcher.toString(), "--version"));
        return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    }

    @Override
    public Command issue(Site site, Path home, List<String> names) {
        return command(home)
                .and("new")
                .and(names.toArray(String[]::new))
                .and("--exact", "--agree", "--no-self-test", "--account", "info@example.com")
                .and("--ca", site.directory(), "--ca-root", site.root().toString())
                .and("--challenge", challenge(site));
    }

    @Override
    public List<Command> fresh(Site site, Path home, String name) {
        return List.of(command(home).and("renew").endingWith(NOTHING_TO_DO));
    }

    @Override
    public List<Command> due(Site site, Path home, List<String> names) {
        return List.of(command(home).and("renew", "--force", "--no-self-test", "--agree"));
    }

    /** Grants the wishes that wait in the store. */
    Command grant(Path home) {
        return command(home).and("renew", "--no-self-test", "--agree", "--quiet");
    }

    @Override
    public List<Command> starts(Path home) {
        return List.of(command(home).and("--version"), command(home).and("--help"));
    }

    Command status(Path home) {
        return command(home).and("status");
    }

    static String challenge(Site site) {
        return "http-01 listen=127.0.0.1:" + site.httpPort();
    }

    private Command command(Path home) {
        return Command.of(home, launcher.toString()).with("PERENNIAL_BASEDIR", home.toString());
    }
}

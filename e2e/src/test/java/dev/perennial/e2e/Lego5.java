package dev.perennial.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The newest lego, as a library in a small program of ours: modules that its own command needs are not to be had. */
final class Lego5 implements Stranger {
    @Override
    public String name() {
        return "lego5";
    }

    @Override
    public String version() {
        Matcher version = Pattern.compile("go-acme/lego/v5 v?(\\S+)")
                .matcher(Programs.run("lego5", "version").output());
        return version.find() ? version.group(1) : "?";
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.HTTP, Way.TLS);
    }

    @Override
    public Programs.Result obtain(Visit visit, String name, Way way) {
        return run(visit, name, way, "obtain");
    }

    @Override
    public Programs.Result renew(Visit visit, String name) {
        return run(visit, name, Way.HTTP, "renew");
    }

    @Override
    public Programs.Result revoke(Visit visit, String name) {
        return run(visit, name, Way.HTTP, "revoke");
    }

    @Override
    public Path certificate(Visit visit, String name) {
        return visit.file(name + ".pem");
    }

    private static Programs.Result run(Visit visit, String name, Way way, String verb) {
        String address = "127.0.0.1:" + (way == Way.TLS ? visit.tlsPort() : visit.httpPort());
        return visit.run(
                Map.of("LEGO_CA_CERTIFICATES", visit.root().toString()),
                "lego5",
                List.of(visit.directoryUrl(), visit.home().toString(), name, way.toString(), address, verb));
    }
}

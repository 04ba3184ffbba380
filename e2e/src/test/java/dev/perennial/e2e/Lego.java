package dev.perennial.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** lego, with the listeners it brings, and with a program for DNS. */
final class Lego implements Stranger {
    @Override
    public String name() {
        return "lego";
    }

    /** The distribution's build does not know its version; its package does. */
    @Override
    public String version() {
        Matcher version = Pattern.compile("([0-9.]+)")
                .matcher(Programs.run("dpkg-query", "--show", "--showformat=${Version}", "lego")
                        .output());
        Peers.require("lego");
        return version.find() ? version.group(1) : "?";
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.HTTP, Way.TLS, Way.DNS);
    }

    @Override
    public Programs.Result obtain(Visit visit, String name, Way way) {
        return run(visit, name, way, List.of("run"));
    }

    @Override
    public Programs.Result renew(Visit visit, String name) {
        return run(visit, name, Way.HTTP, List.of("renew", "--days", "10000", "--no-random-sleep"));
    }

    @Override
    public Programs.Result revoke(Visit visit, String name) {
        return run(visit, name, Way.HTTP, List.of("revoke", "--keep"));
    }

    @Override
    public Path certificate(Visit visit, String name) {
        return visit.file("lego/certificates/" + name + ".crt");
    }

    private static Programs.Result run(Visit visit, String name, Way way, List<String> command) {
        List<String> all = new ArrayList<>(List.of("--accept-tos", "--email", "info@example.com", "--domains", name));
        all.addAll(List.of(
                "--server", visit.directoryUrl(), "--path", visit.file("lego").toString()));
        all.addAll(
                switch (way) {
                    case HTTP -> List.of("--http", "--http.port", "127.0.0.1:" + visit.httpPort());
                    case TLS -> List.of("--tls", "--tls.port", "127.0.0.1:" + visit.tlsPort());
                    case DNS -> List.of("--dns", "exec", "--dns.disable-cp");
                });
        all.addAll(command);
        Path hook = visit.hook("lego-hook", "[ \"$1\" = present ] || exit 0\n" + visit.setTxt("\"$2\"", "\"$3\""));
        return visit.run(
                Map.of("LEGO_CA_CERTIFICATES", visit.root().toString(), "EXEC_PATH", hook.toString()), "lego", all);
    }
}

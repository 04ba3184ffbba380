package dev.perennial.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** dehydrated, a client in Bash: a web server's directory for http-01, a hook for DNS. */
final class Dehydrated implements Stranger {
    @Override
    public String name() {
        return "dehydrated";
    }

    @Override
    public String version() {
        return Programs.run("dehydrated", "--version")
                .output()
                .lines()
                .filter(line -> line.startsWith("Dehydrated version: "))
                .findFirst()
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .orElse("?");
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.HTTP, Way.DNS);
    }

    @Override
    public Programs.Result obtain(Visit visit, String name, Way way) {
        configure(visit, way);
        Programs.Result account = run(visit, List.of("--register", "--accept-terms"));
        return account.code() == 0 ? run(visit, List.of("--cron", "--domain", name)) : account;
    }

    @Override
    public Programs.Result renew(Visit visit, String name) {
        return run(visit, List.of("--cron", "--force", "--domain", name));
    }

    @Override
    public Programs.Result revoke(Visit visit, String name) {
        return run(
                visit,
                List.of("--revoke", visit.file("certs/" + name + "/cert.pem").toString()));
    }

    @Override
    public Path certificate(Visit visit, String name) {
        return visit.file("certs/" + name + "/fullchain.pem");
    }

    private static void configure(Visit visit, Way way) {
        Path hook = visit.hook(
                "dehydrated-hook",
                "[ \"$1\" = deploy_challenge ] || exit 0\n" + visit.setTxt("_acme-challenge.\"$2\"", "\"$4\""));
        try {
            Files.writeString(visit.file("dehydrated.conf"), """
                    CA=%s
                    CURL_OPTS="--cacert %s"
                    BASEDIR=%s
                    WELLKNOWN=%s
                    CHALLENGETYPE=%s
                    HOOK=%s
                    CONTACT_EMAIL=info@example.com
                    KEY_ALGO=prime256v1
                    KEYSIZE=2048
                    """.formatted(
                            visit.directoryUrl(),
                            visit.root(),
                            visit.home(),
                            visit.webroot(),
                            way,
                            way == Way.DNS ? hook : ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Programs.Result run(Visit visit, List<String> command) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--config", visit.file("dehydrated.conf").toString()));
        try (WebServer web = visit.serve()) {
            return visit.run(Map.of(), "dehydrated", all);
        }
    }
}

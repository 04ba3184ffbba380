package dev.perennial.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Certbot, with the listener it brings, and with hooks for DNS. */
final class Certbot implements Stranger {
    @Override
    public String name() {
        return "certbot";
    }

    @Override
    public String version() {
        return Programs.run("certbot", "--version").output().strip().replace("certbot ", "");
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.HTTP, Way.DNS);
    }

    @Override
    public Programs.Result obtain(Visit visit, String name, Way way) {
        List<String> arguments = new ArrayList<>(List.of("certonly", "--domain", name));
        arguments.addAll(List.of("--agree-tos", "--email", "info@example.com", "--no-eff-email"));
        arguments.addAll(List.of("--server", visit.directoryUrl(), "--key-type", "ecdsa"));
        if (way == Way.DNS) {
            Path hook = visit.hook(
                    "certbot-hook", visit.setTxt("_acme-challenge.\"$CERTBOT_DOMAIN\"", "\"$CERTBOT_VALIDATION\""));
            arguments.addAll(
                    List.of("--manual", "--preferred-challenges", "dns", "--manual-auth-hook", hook.toString()));
        } else {
            arguments.addAll(List.of("--standalone", "--http-01-address", "127.0.0.1"));
            arguments.addAll(List.of("--http-01-port", Integer.toString(visit.httpPort())));
        }
        return run(visit, arguments);
    }

    @Override
    public Programs.Result renew(Visit visit, String name) {
        return run(visit, List.of("renew", "--cert-name", name, "--force-renewal", "--no-random-sleep-on-renew"));
    }

    @Override
    public Programs.Result revoke(Visit visit, String name) {
        return run(visit, List.of("revoke", "--cert-name", name, "--no-delete-after-revoke"));
    }

    @Override
    public Path certificate(Visit visit, String name) {
        return visit.file("config/live/" + name + "/fullchain.pem");
    }

    private static Programs.Result run(Visit visit, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--non-interactive");
        for (String kind : List.of("config", "work", "logs")) {
            all.addAll(List.of("--" + kind + "-dir", visit.file(kind).toString()));
        }
        return visit.run(Map.of("REQUESTS_CA_BUNDLE", visit.root().toString()), "certbot", all);
    }
}

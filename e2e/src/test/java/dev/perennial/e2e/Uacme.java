package dev.perennial.e2e;

import dev.perennial.devca.policy.PolicyBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * uacme, which leaves proofs to a hook. It trusts the system's roots only, so that it runs in a mount namespace in which
 * those of the CA stand in their place.
 */
final class Uacme implements Stranger {
    private static final String SYSTEM_ROOTS = "/etc/ssl/certs/ca-certificates.crt";

    @Override
    public String name() {
        return "uacme";
    }

    @Override
    public String version() {
        Matcher version = Pattern.compile("version (\\S+)")
                .matcher(Programs.run("uacme", "--version").output());
        return version.find() ? version.group(1) : "?";
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.HTTP, Way.DNS);
    }

    /** It cannot read a challenge without a token, which a type may well be (RFC 8555 §8: fields are those of the type). */
    @Override
    public UnaryOperator<PolicyBuilder> indulgence() {
        return policy -> policy.challengeTypes("http-01", "tls-alpn-01", "dns-01", "dns-account-01");
    }

    @Override
    public Programs.Result obtain(Visit visit, String name, Way way) {
        Programs.Result account = run(visit, way, List.of("new", "info@example.com"));
        return account.code() == 0 ? run(visit, way, List.of("issue", name)) : account;
    }

    @Override
    public Programs.Result renew(Visit visit, String name) {
        return run(visit, Way.HTTP, List.of("--force", "issue", name));
    }

    @Override
    public Programs.Result revoke(Visit visit, String name) {
        return run(visit, Way.HTTP, List.of("revoke", certificate(visit, name).toString()));
    }

    @Override
    public Path certificate(Visit visit, String name) {
        return visit.file("uacme/" + name + "/cert.pem");
    }

    private static Programs.Result run(Visit visit, Way way, List<String> command) {
        String program = Peers.require("uacme");
        List<String> all = new ArrayList<>(List.of("--mount", "--map-root-user", "sh", "-c"));
        all.add("mount --bind \"$0\" " + SYSTEM_ROOTS + " && exec \"$@\"");
        all.addAll(List.of(visit.root().toString(), program, "--verbose", "--yes"));
        all.addAll(List.of("--confdir", visit.file("uacme").toString(), "--acme-url", visit.directoryUrl()));
        all.addAll(List.of("--hook", hook(visit, way).toString()));
        all.addAll(command);
        try (WebServer web = visit.serve()) {
            return visit.run(Map.of(), "unshare", all);
        }
    }

    /** Declines what is not wanted, as the manual asks of hooks. Arguments: method, type, name, token, proof. */
    private static Path hook(Visit visit, Way way) {
        String present = way == Way.DNS
                ? visit.setTxt("_acme-challenge.\"$3\"", "\"$5\"")
                : "printf %%s \"$5\" > '%s/'\"$4\"\n".formatted(visit.webroot());
        return visit.hook(
                "uacme-hook", "[ \"$2\" = %s ] || exit 1\n[ \"$1\" = begin ] || exit 0\n".formatted(way) + present);
    }
}

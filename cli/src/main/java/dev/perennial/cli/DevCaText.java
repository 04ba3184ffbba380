package dev.perennial.cli;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.fault.Scenarios;
import dev.perennial.devca.wire.RecordedRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code dev-ca} says of itself.
 *
 * @param root the file with its roots
 * @param customer key identifier of the external account it wants
 */
record DevCaText(DevCa ca, Path root, DevCaRules rules, List<String> scenarios, Optional<String> customer) {
    private static final String NAME = "www.example.test";
    private static final String EMAIL = "you@example.test";
    private static final String URN = "urn:ietf:params:acme:error:";

    /** The first lines, with others to paste into a shell. */
    List<Text> greeting() {
        List<Text> lines = new ArrayList<>();
        lines.add(field("directory", ca.directoryUrl().toString()));
        lines.add(field("root", root.toString()));
        lines.add(field("management", ca.managementUrl().toString()));
        lines.add(field("validation", validation()));
        lines.add(field("scenarios", scenarios.isEmpty() ? "none" : String.join(" ", scenarios)));
        lines.add(Text.EMPTY);
        lines.add(Text.of(perennial()));
        lines.add(Text.of(certbot()));
        lines.add(Text.of(lego()));
        lines.add(Text.EMPTY);
        return lines;
    }

    Map<String, Object> members() {
        return Forms.members(
                "directory",
                ca.directoryUrl(),
                "root",
                root,
                "management",
                ca.managementUrl(),
                "httpPort",
                rules.httpPort,
                "tlsPort",
                rules.tlsPort,
                "scenarios",
                scenarios);
    }

    /** {@code #12 POST /new-order 403 rateLimited}. */
    static Text line(RecordedRequest request) {
        String problem =
                request.problem().map(type -> " " + type.replace(URN, "")).orElse("");
        Tone tone = request.status() < 400 ? Tone.PLAIN : Tone.WARN;
        return Text.EMPTY
                .and(Tone.FAINT, "#" + request.number() + " ")
                .and(request.method() + " " + request.target() + " ")
                .and(tone, request.status() + problem);
    }

    /** All scenarios there are. */
    static Result all() {
        List<Scenario> all = Scenarios.all();
        int widest = all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        List<Text> lines = all.stream()
                .map(one -> Text.of(one.fault() + "  ")
                        .and(Text.EMPTY.and(Tone.STRONG, one.name()).pad(widest + 2))
                        .and(one.description()))
                .toList();
        List<Map<String, Object>> members = all.stream()
                .map(one -> Forms.members("name", one.name(), "fault", one.fault(), "description", one.description()))
                .toList();
        return Result.of(ExitCode.DONE, lines, Map.of("scenarios", members));
    }

    private static Text field(String label, String value) {
        return Text.of(label + " ".repeat(12 - label.length()) + value);
    }

    private String validation() {
        if (rules.alwaysValid) {
            return "none, every proof is taken on trust";
        }
        return "http-01 at port " + rules.httpPort + ", tls-alpn-01 at port " + rules.tlsPort + "; "
                + rules.dns.map(server -> "names as " + server + " says").orElse("every name is 127.0.0.1");
    }

    private String perennial() {
        return "perennial new " + NAME + " --exact --ca " + ca.directoryUrl() + " --ca-root " + quotedRoot()
                + " --account " + EMAIL + " --agree --no-self-test --challenge \"http-01 listen=:" + rules.httpPort
                + "\" --basedir ./perennial"
                + customer.map(kid -> " --eab-kid " + kid + " --eab-key-file FILE")
                        .orElse("");
    }

    private String certbot() {
        return "REQUESTS_CA_BUNDLE=" + quotedRoot() + " certbot certonly --non-interactive --standalone --http-01-port "
                + rules.httpPort + " --server " + ca.directoryUrl()
                + " --agree-tos --register-unsafely-without-email -d " + NAME
                + " --config-dir ./certbot --work-dir ./certbot --logs-dir ./certbot"
                + customer.map(kid -> " --eab-kid " + kid + " --eab-hmac-key SECRET")
                        .orElse("");
    }

    private String lego() {
        return "LEGO_CA_CERTIFICATES=" + quotedRoot() + " lego --server " + ca.directoryUrl() + " --email " + EMAIL
                + " --accept-tos --http --http.port :" + rules.httpPort + " --domains " + NAME + " --path ./lego"
                + customer.map(kid -> " --eab --kid " + kid + " --hmac SECRET").orElse("") + " run";
    }

    private String quotedRoot() {
        return TrialText.quoted(root.toString());
    }
}

package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All five ways of proving a name, DNS through a real BIND whose updates are signed. */
class ChallengeTypesTest {
    private static Bind bind;
    private static Pebble pebble;
    private Perennial perennial;

    @BeforeAll
    static void start() {
        bind = Bind.start();
        pebble = Pebble.with().dns(bind.dns()).start();
    }

    @AfterAll
    static void stop() {
        pebble.close();
        bind.close();
    }

    @BeforeEach
    void open() {
        perennial = Perennial.towards(pebble, bind.dns());
    }

    @AfterEach
    void close() {
        perennial.close();
    }

    @Test
    void http01ByAListenerOfOurs() {
        assertIssued(perennial.issue("listener." + Bind.ZONE), "listener." + Bind.ZONE);
    }

    @Test
    void http01ByFilesInAWebServersDirectory() throws IOException {
        Path webroot = Files.createDirectory(perennial.basedir().resolve("webroot"));
        try (WebServer server = WebServer.start(webroot, pebble.httpPort())) {
            Perennial.Run run = perennial.issue("webroot." + Bind.ZONE, "--challenge", "http-01 webroot=" + webroot);

            assertIssued(run, "webroot." + Bind.ZONE);
            assertThat(server.served()).anyMatch(path -> path.startsWith("/.well-known/acme-challenge/"));
            assertThat(webroot).as("what was made is removed again").isEmptyDirectory();
        }
    }

    @Test
    void tlsAlpn01ForANameAndForAddresses() {
        Perennial.Run run = perennial.issue(
                "alpn." + Bind.ZONE, "127.0.0.1", "::1", "--challenge", "tls-alpn-01 listen=:" + pebble.tlsPort());

        assertIssued(run, "alpn." + Bind.ZONE);
    }

    @Test
    void dns01ForANameAndItsWildcard() {
        Perennial.Run run =
                perennial.issue("both." + Bind.ZONE, "*.both." + Bind.ZONE, "--challenge", updates("dns-01"));

        assertIssued(run, "both." + Bind.ZONE);
        assertThat(bind.txt("_acme-challenge.both." + Bind.ZONE))
                .as("removed again")
                .isEmpty();
    }

    @Test
    void dns01FollowsADelegationByCname() {
        bind.add("_acme-challenge.delegated.%s. 1 CNAME elsewhere.%s.".formatted(Bind.ZONE, Bind.ZONE));

        assertIssued(
                perennial.issue("delegated." + Bind.ZONE, "--challenge", updates("dns-01")), "delegated." + Bind.ZONE);
    }

    @Test
    void dnsAccount01() {
        assertIssued(
                perennial.issue("labelled." + Bind.ZONE, "--challenge", updates("dns-account-01")),
                "labelled." + Bind.ZONE);
    }

    @Test
    void dns01ByAProgram() throws IOException {
        Path log = perennial.basedir().resolve("calls");
        perennial.hook("dns/update", """
                #!/bin/sh
                echo "$1 $2" >> %s
                case $1 in present) verb=add;; *) verb=delete;; esac
                printf 'server %s 53\\nzone %s\\nupdate %%s %%s. 1 TXT "%%s"\\nsend\\n' "$verb" "$2" "$3" | nsupdate -k %s
                """.formatted(log, bind.dns().replace(":53", ""), Bind.ZONE, bind.keyFile()));

        assertIssued(
                perennial.issue("program." + Bind.ZONE, "--challenge", "dns-01 program name=update"),
                "program." + Bind.ZONE);
        assertThat(Files.readString(log).replace(Bind.ZONE + ".", Bind.ZONE))
                .isEqualTo("present _acme-challenge.program.%1$s\ncleanup _acme-challenge.program.%1$s\n"
                        .formatted(Bind.ZONE));
    }

    @Test
    void dns01ByHandWaitsUntilTheRecordIsSeen() throws IOException {
        Process process =
                perennial.start(perennial.issueArguments("hand." + Bind.ZONE, "--challenge", "dns-01 manual"));
        StringBuilder seen = new StringBuilder();
        Pattern value = Pattern.compile("[A-Za-z0-9_-]{43}");
        boolean added = false;
        try (var output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                seen.append(line).append('\n');
                Matcher matcher = value.matcher(line);
                if (!added && matcher.find()) {
                    bind.add("_acme-challenge.hand.%s. 1 TXT %s".formatted(Bind.ZONE, matcher.group()));
                    added = true;
                }
            }
        }

        assertThat(process.onExit()
                        .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .exitValue())
                .as(seen.toString())
                .isZero();
        assertThat(Certificates.names(Certificates.read(perennial.certificate("hand." + Bind.ZONE))
                        .getFirst()))
                .containsExactly("hand." + Bind.ZONE);
    }

    @Test
    void dnsPersist01TellsTheRecordAndIssuesOnceItIsThere() {
        String name = "persist." + Bind.ZONE;
        Perennial.Run before = perennial.issue(name, "--challenge", "dns-persist-01");
        assertThat(before.code()).as(before.all()).isNotZero();
        assertThat(before.all()).contains("_validation-persist." + name, "accounturi=");

        Matcher record = Pattern.compile("(pebble\\.letsencrypt\\.org; ?accounturi=[^\\s\"]+)")
                .matcher(before.all());
        assertThat(record.find()).as(before.all()).isTrue();
        bind.add("_validation-persist.%s. 1 TXT \"%s\"".formatted(name, record.group(1)));
        bind.awaitSecondary("_validation-persist." + name, "accounturi=");

        assertIssued(perennial.run("renew", "--force"), name);
    }

    @Test
    void eachNameTakesTheLineThatFitsIt() {
        String webName = "a-mixed." + Bind.ZONE;
        Perennial.Run run = perennial.issue(
                webName,
                "*.b-mixed." + Bind.ZONE,
                "--challenge",
                "*.b-mixed." + Bind.ZONE + " " + updates("dns-01"),
                "--challenge",
                perennial.httpLine());

        assertIssued(run, webName);
    }

    @Test
    void aNameWhoseSolverFailsTakesTheNextFittingLine() {
        String name = "fallback." + Bind.ZONE;
        Perennial.Run run = perennial.issue(
                name,
                "--challenge",
                "dns-01 rfc2136 server=127.0.0.1:" + Ports.free() + " key=" + bind.keyFile(),
                "--challenge",
                perennial.httpLine());

        assertIssued(run, name);
    }

    private String updates(String type) {
        return type + " rfc2136 server=" + bind.dns() + " key=" + bind.keyFile();
    }

    private void assertIssued(Perennial.Run run, String name) {
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(Certificates.names(
                        Certificates.read(perennial.certificate(name)).getFirst()))
                .contains(name);
        assertThat(Certificates.fit(perennial.certificate(name), perennial.key(name)))
                .isTrue();
    }
}

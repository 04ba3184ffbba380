package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.Identifier;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.Header;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Wish;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewVerbTest {
    private static final String FULL = """
            names: example.com *.lab.example.com 192.0.2.1
            account: me@example.com
            ca: zerossl
            challenge: http-01 webroot=/var/www/html
            challenge: *.lab.example.com dns-01 rfc2136 server=192.0.2.53
            key: rsa-3072 keep
            profile: tlsserver
            ca-root: /etc/ssl/lab-ca.pem
            csr: /srv/request.pem
            chain: ISRG Root X1
            must-staple: yes
            lifetime: 7d
            deploy: pkcs12 /opt/app/keystore.p12 owner=app
            deploy: haproxy
            check: https://example.com

            """;

    private final Shell shell = new Shell();

    @BeforeEach
    void succeed() {
        shell.engine.outcomes.add(Samples.issued("example.com"));
        shell.engine.accounts.add(Samples.account());
    }

    private List<String> namesOf(String... args) {
        shell.run(args);
        return shell.engine.wish.orElseThrow().names().stream()
                .map(Identifier::value)
                .toList();
    }

    @Test
    void everyHeaderLineHasAnOptionOfItsNameAndSyntax() {
        Wish wish = Samples.wish(FULL);
        Stream<String> options = Header.format(wish)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("names:"))
                .flatMap(line -> {
                    String[] nameAndValue = line.split(":\\s+", 2);
                    return nameAndValue[0].equals("must-staple")
                            ? Stream.of("--must-staple")
                            : Stream.of("--" + nameAndValue[0], nameAndValue[1]);
                });
        Stream<String> names = Stream.of("new", "example.com", "*.lab.example.com", "192.0.2.1");

        assertThat(shell.run(Stream.concat(names, options).toArray(String[]::new))
                        .err())
                .isEmpty();
        assertThat(shell.engine.wish).contains(wish);
    }

    /** So that a new header line is missed in {@link #FULL}, and with it in the test above. */
    @Test
    void theFullHeaderHasALineForEachPartOfAWish() {
        long lines = Header.format(Samples.wish(FULL))
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(':')))
                .distinct()
                .count();

        assertThat(lines + 1).as("key: says two parts").isEqualTo(Wish.class.getRecordComponents().length);
    }

    @Test
    void asksForLittle() {
        shell.run("new", "example.com");

        assertThat(shell.engine.calls).contains("create example.com");
        assertThat(shell.engine.wish).contains(Samples.wish("names: example.com\naccount: me@example.com\n"));
    }

    @Test
    void makesFileNamesAbsolute() {
        shell.run("new", "--csr", "request.pem", "--ca-root", "root.pem", "example.com");

        Wish wish = shell.engine.wish.orElseThrow();
        assertThat(wish.csr()).contains(Path.of("request.pem").toAbsolutePath());
        assertThat(wish.caRoot()).contains(Path.of("root.pem").toAbsolutePath());
        assertThat(shell.engine.opened().settings().caRoot()).isEqualTo(wish.caRoot());
    }

    @Test
    void bringsTheBareNameWithWww() {
        assertThat(namesOf("new", "www.example.com")).containsExactly("www.example.com", "example.com");
        assertThat(namesOf("new", "www.a.example", "www.b.example"))
                .containsExactly("www.a.example", "a.example", "www.b.example", "b.example");
        assertThat(namesOf("new", "example.com", "www.example.com")).containsExactly("example.com", "www.example.com");
        assertThat(namesOf("new", "www.com")).containsExactly("www.com");
    }

    @Test
    void bringsNothingWhenExactOrWithARequestMadeElsewhere() {
        assertThat(namesOf("new", "--exact", "www.example.com")).containsExactly("www.example.com");
        assertThat(namesOf("new", "--csr", "r.pem", "www.example.com")).containsExactly("www.example.com");
    }

    @Test
    void namesTheFilesAfterTheFirstNameOrAsTold() {
        shell.run("new", "*.example.com", "example.com");
        shell.run("new", "--name", "site", "--force", "example.com");

        assertThat(shell.engine.calls).contains("create _.example.com", "create site force");
    }

    @Test
    void showsWhereTheFilesAre() {
        assertThat(shell.run("new", "example.com")).isEqualTo(new Shell.Transcript(0, """
                ✓ example.com: certificate until 2027-02-22 (in 90 days)
                  certificate  /etc/ssl/certs/example.com.pem
                  key          /etc/ssl/private/example.com.key
                """, ""));
    }

    @Test
    void asksWhoseAccountWhenThereIsNone() {
        shell.engine.accounts.clear();
        shell.answering(" me@example.org ").run("new", "example.com");

        assertThat(shell.engine.wish.orElseThrow().account()).isEqualTo("me@example.org");
        assertThat(shell.seenByPerson()).isEqualTo("E-mail address of the account: ");
    }

    @Test
    void namesTheOptionWhenNobodyCanBeAsked() {
        shell.engine.accounts.clear();

        assertThat(shell.run("new", "example.com")).isEqualTo(new Shell.Transcript(2, "", """
                perennial: error: --account is missing
                perennial: hint: an account is named by an e-mail address
                """));
        assertThat(shell.engine.wish).isEmpty();
    }

    @Test
    void switchesTheSelfTestOff() {
        shell.run("new", "example.com");
        assertThat(shell.engine.opened().selfTest()).isTrue();
        shell.run("new", "--no-self-test", "example.com");
        assertThat(shell.engine.opened().selfTest()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--key rsa-1024 | --key: \"rsa-1024\" is not a key type",
                "--lifetime soon | --lifetime: \"soon\" is not a time span",
                "--challenge carrier-pigeon=1 | --challenge: ",
                "--account nobody | --account: ",
                "--account= | --account is empty",
                "--profile a\u0007b | --profile contains a control character",
                "ex@mple.com | \"ex@mple.com\" is not a DNS name",
            })
    void saysWhichOptionIsWrong(String wrong, String message) {
        String[] args = Stream.concat(Stream.of("new", "example.com"), Arrays.stream(wrong.split(" ")))
                .toArray(String[]::new);
        Shell.Transcript transcript = shell.run(args);

        assertThat(transcript.exit()).isEqualTo(2);
        assertThat(transcript.err())
                .startsWith("perennial: error: " + message)
                .endsWith("perennial: hint: perennial new --help tells what is possible\n");
    }

    @Test
    void tellsFailureOnStandardError() {
        shell.engine.outcomes.set(0, Samples.failed("example.com"));

        assertThat(shell.run("new", "example.com")).isEqualTo(new Shell.Transcript(1, "", """
                perennial: error: example.com: http-01: connection refused
                perennial: hint: is the port open?; renew tries again from 2026-11-24 12:10 UTC
                """));
    }

    @Test
    void passesOnWhatTheKeeperSays() {
        shell.engine.failure = Optional.of(new KeeperException("locked by renew (pid 7)", "wait for it"));

        assertThat(shell.run("new", "example.com")).isEqualTo(new Shell.Transcript(1, "", """
                perennial: error: locked by renew (pid 7)
                perennial: hint: wait for it
                """));
    }

    @Test
    void tellsProgramsEventsAndTheResult() {
        shell.engine.events.add(new Event.Validating("example.com", 1));

        assertThat(shell.run("new", "--json", "example.com").out()).isEqualTo("""
                {"event":"validating","name":"example.com","identifiers":1}
                {"event":"result","exit":0,"outcomes":[{"name":"example.com","outcome":"issued",\
                "certificate":"/etc/ssl/certs/example.com.pem","key":"/etc/ssl/private/example.com.key",\
                "notAfter":"2027-02-22T12:00:00Z"}]}
                """);
    }

    @Test
    void endsAsInterruptedWhenInterrupted() {
        shell.engine.interrupted = true;

        Shell.Transcript transcript = shell.run("new", "--json", "example.com");

        assertThat(transcript.exit()).isEqualTo(130);
        assertThat(transcript.out()).startsWith("{\"event\":\"result\",\"exit\":130,\"error\":\"interrupted\",");
        assertThat(transcript.err()).startsWith("perennial: error: interrupted\n");
    }
}

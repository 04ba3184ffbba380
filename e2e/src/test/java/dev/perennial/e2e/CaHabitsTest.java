package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CAs may do: make clients wait, bind external accounts, offer several chains and profiles, block names. */
class CaHabitsTest {
    private static final String SECRET = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    private static ChallengeServer dns;

    @BeforeAll
    static void start() {
        dns = ChallengeServer.start();
    }

    @AfterAll
    static void stop() {
        dns.close();
    }

    @Test
    void retryAfterIsObeyedWhetherItIsSecondsOrADate() {
        try (Pebble pebble = Pebble.with().dns(dns.dns()).retryAfter(3, 5).start();
                Perennial perennial = Perennial.towards(pebble, dns.dns())) {
            Perennial.Run run = perennial.issue("patient.example", "second.patient.example");

            assertThat(run.code()).as(run.all()).isZero();
            long polls =
                    pebble.requests().stream().filter("POST /my-order/"::equals).count();
            assertThat(polls).as("polls of the order:\n" + run.all()).isBetween(2L, 5L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, SECRET + "==", SECRET + "\n"})
    void anExternalAccountIsBound(String pasted) throws IOException {
        try (Pebble pebble = Pebble.with()
                        .dns(dns.dns())
                        .externalAccount("kid-1", SECRET)
                        .start();
                Perennial perennial = Perennial.towards(pebble, dns.dns())) {
            Path secret = Files.writeString(perennial.basedir().resolve("secret"), pasted);

            Perennial.Run without = perennial.issue("eab.example");
            assertThat(without.code()).as(without.all()).isEqualTo(1);
            assertThat(without.err()).contains("--eab-kid");

            Perennial.Run with =
                    perennial.issue("eab.example", "--eab-kid", "kid-1", "--eab-key-file", secret.toString());
            assertThat(with.code()).as(with.all()).isZero();
            assertThat(with.all()).doesNotContain(SECRET);

            Perennial.Run later = perennial.issue("later.example");
            assertThat(later.code())
                    .as("the account is bound already: " + later.all())
                    .isZero();
        }
    }

    @Test
    void theChainIsChosenByTheIssuerOfItsTopmostCertificate() {
        try (Pebble pebble = Pebble.with().dns(dns.dns()).alternateRoots(3).start();
                Perennial perennial = Perennial.towards(pebble, dns.dns())) {
            for (int number = 0; number < 4; number++) {
                String name = "chain" + number + ".example";
                Perennial.Run run = perennial.issue(name, "--chain", pebble.issuingRootName(number));

                assertThat(run.code()).as(run.all()).isZero();
                List<X509Certificate> chain = Certificates.read(perennial.certificate(name));
                X509Certificate root =
                        Certificates.parse(pebble.issuingRoot(number)).getFirst();
                assertThat(Certificates.chained(chain, root)).as(name).isTrue();
                assertThat(chain.getLast().getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
            }
        }
    }

    @Test
    void theProfileAskedForIsTheOneGot() {
        try (Pebble pebble = Pebble.with()
                        .dns(dns.dns())
                        .profile("shortlived", Duration.ofDays(6))
                        .start();
                Perennial perennial = Perennial.towards(pebble, dns.dns())) {
            Perennial.Run run = perennial.issue("short.example", "--profile", "shortlived");

            assertThat(run.code()).as(run.all()).isZero();
            X509Certificate leaf =
                    Certificates.read(perennial.certificate("short.example")).getFirst();
            Duration lifetime = Duration.between(
                    leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
            assertThat(lifetime).isBetween(Duration.ofDays(5), Duration.ofDays(6));

            Perennial.Run unknown = perennial.issue("other.example", "--profile", "no-such-profile");
            assertThat(unknown.code()).as(unknown.all()).isEqualTo(1);
            assertThat(unknown.err()).contains("no-such-profile");
        }
    }

    @Test
    void aNameTheCaRefusesIsToldInItsOwnWords() {
        try (Pebble pebble = Pebble.with().dns(dns.dns()).start();
                Perennial perennial = Perennial.towards(pebble, dns.dns())) {
            Perennial.Run run = perennial.issue("blocked.example");

            assertThat(run.code()).as(run.all()).isEqualTo(1);
            assertThat(run.err()).contains("blocked.example");
            assertThat(Certificates.read(perennial.certificate("blocked.example")))
                    .isEmpty();
        }
    }
}

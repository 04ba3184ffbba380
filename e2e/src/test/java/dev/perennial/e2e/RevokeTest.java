package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three rights by which a certificate is revoked (RFC 8555 §7.6). */
class RevokeTest {
    private static ChallengeServer dns;
    private static Pebble pebble;
    private static Perennial perennial;

    @BeforeAll
    static void start() {
        dns = ChallengeServer.start();
        pebble = Pebble.with().dns(dns.dns()).start();
        perennial = Perennial.towards(pebble, dns.dns());
    }

    @AfterAll
    static void stop() {
        perennial.close();
        pebble.close();
        dns.close();
    }

    @ParameterizedTest
    @CsvSource({"account,superseded,4", "key,keyCompromise,1", "proof,cessationOfOperation,5"})
    void eachRightRevokes(String right, String reason, int number) {
        String name = "by-" + right + ".example";
        assertThat(perennial.issue(name).code()).isZero();
        String status = pebble.certificateStatus(serial(name));
        assertThat(status).contains("\"Status\": \"Valid\"");

        Perennial.Run run = perennial.run("revoke", name, "--by", right, "--reason", reason, "--agree");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).contains("revoked: " + name);
        assertThat(pebble.certificateStatus(serial(name))).contains("\"Status\": \"Revoked\"", "\"Reason\": " + number);
        assertThat(perennial.certificate(name)).exists();
    }

    @Test
    void revokingTwiceIsNoFailureAndTheNextRenewalReplacesTheCertificate() {
        assertThat(perennial.issue("twice.example").code()).isZero();
        assertThat(perennial.run("revoke", "twice.example", "--agree").code()).isZero();
        Perennial.Run again = perennial.run("revoke", "twice.example", "--agree");
        assertThat(again.code()).as(again.all()).isZero();
        String revoked = serial("twice.example");

        Perennial.Run plan = perennial.run("plan", "twice.example");
        Perennial.Run renew = perennial.run("renew", "twice.example");

        assertThat(plan.out()).contains("obtain", "revoked");
        assertThat(renew.code()).as(renew.all()).isZero();
        assertThat(serial("twice.example")).isNotEqualTo(revoked);
    }

    @Test
    void anUnknownNameIsAFailureThatNamesIt() {
        Perennial.Run run = perennial.run("revoke", "absent.example", "--agree");

        assertThat(run.code()).as(run.all()).isEqualTo(1);
        assertThat(run.err()).contains("absent.example");
    }

    private static String serial(String name) {
        return Certificates.hexSerial(
                Certificates.read(perennial.certificate(name)).getFirst());
    }
}

package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command and step-ca, a CA that has little but the core of RFC 8555 and differs from others where it may. */
class StepCaTest {
    private static Bind bind;
    private static StepCa ca;
    private Perennial perennial;

    @BeforeAll
    static void start() {
        bind = Bind.start();
        ca = StepCa.start(bind.dns());
    }

    @AfterAll
    static void stop() {
        ca.close();
        bind.close();
    }

    @BeforeEach
    void open() {
        perennial = Perennial.towards(ca, bind.dns());
    }

    @AfterEach
    void close() {
        perennial.close();
    }

    @Test
    void http01() {
        assertIssued(perennial.issue("http." + Bind.ZONE), "http." + Bind.ZONE);
    }

    @Test
    void tlsAlpn01ForANameAndAnAddress() {
        String name = "alpn." + Bind.ZONE;

        assertIssued(perennial.issue(name, "127.0.0.1", "--challenge", "tls-alpn-01 listen=:" + ca.tlsPort()), name);
    }

    @Test
    void dns01ForANameAndItsWildcard() {
        String name = "both." + Bind.ZONE;
        String line = "dns-01 rfc2136 server=" + bind.dns() + " key=" + bind.keyFile();

        assertIssued(perennial.issue(name, "*." + name, "--challenge", line), name);
    }

    @Test
    void aCertificateOfADayIsLeftAloneWhileItIsFresh() {
        String name = "day." + Bind.ZONE;
        assertIssued(perennial.issue(name), name);
        String serial = serial(name);

        Perennial.Run plan = perennial.run("plan");
        Perennial.Run renew = perennial.run("renew");
        Perennial.Run forced = perennial.run("renew", "--force");

        assertThat(plan.code()).as(plan.all()).isEqualTo(3);
        assertThat(renew.code()).as(renew.all()).isEqualTo(3);
        assertThat(forced.code()).as(forced.all()).isZero();
        assertThat(serial(name)).isNotEqualTo(serial);
    }

    @Test
    void whatWasRevokedIsReplaced() {
        String name = "revoked." + Bind.ZONE;
        assertIssued(perennial.issue(name), name);
        String serial = serial(name);

        Perennial.Run revoke = perennial.run("revoke", name, "--reason", "superseded", "--agree");
        Perennial.Run again = perennial.run("revoke", name, "--agree");
        Perennial.Run renew = perennial.run("renew");

        assertThat(revoke.code()).as(revoke.all()).isZero();
        assertThat(again.code()).as(again.all()).isZero();
        assertThat(renew.code()).as(renew.all()).isZero();
        assertThat(serial(name)).isNotEqualTo(serial);
    }

    @Test
    void revocationByTheCertificatesKey() {
        String name = "by-key." + Bind.ZONE;
        assertIssued(perennial.issue(name), name);

        Perennial.Run run = perennial.run("revoke", name, "--by", "key", "--agree");

        assertThat(run.code()).as(run.all()).isZero();
    }

    @Test
    void revocationByProofOfTheNames() {
        String name = "by-proof." + Bind.ZONE;
        assertIssued(perennial.issue(name), name);

        Perennial.Run run =
                perennial.run("revoke", name, "--by", "proof", "--reason", "cessationOfOperation", "--agree");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(perennial.run("plan").out()).contains("revoked");
    }

    @Test
    void aCertificateOfADayIsRenewedWhenHalfADayIsLeft() {
        String name = "half." + Bind.ZONE;
        assertIssued(perennial.issue(name), name);
        String serial = serial(name);

        assertThat(perennial.later(Duration.ofHours(11), "renew").code()).isEqualTo(3);
        Perennial.Run renew = perennial.later(Duration.ofHours(13), "renew");

        assertThat(renew.code()).as(renew.all()).isZero();
        assertThat(serial(name)).isNotEqualTo(serial);
    }

    @Test
    void aCertificateOfMinutesIsRenewedInItsMinutes() {
        String name = "minutes." + Bind.ZONE;
        try (Perennial brief = Perennial.towards(ca.provisioner("minutes"), bind.dns())) {
            assertIssued(brief.issue(name, "--account", "brief@perennial.test"), name, brief);

            assertThat(brief.later(Duration.ofMinutes(1), "renew").code()).isEqualTo(3);
            Perennial.Run renew = brief.later(Duration.ofMinutes(4), "renew");

            assertThat(renew.code()).as(renew.all()).isZero();
        }
    }

    /** It lists keyChange in its directory, and answers 501 with a type that means something else. */
    @Test
    void aKeyThatCannotBeChangedStaysTheKeyOfTheAccount() {
        account("register", "--ca", perennial.ca());

        Perennial.Run run = perennial.run("account", "rotate-key", Perennial.EMAIL, "--agree");

        assertThat(run.code()).as(run.all()).isEqualTo(1);
        assertThat(run.err()).contains("not implemented", "hint: this CA does not offer what was asked");
        assertIssued(perennial.issue("unrotated." + Bind.ZONE), "unrotated." + Bind.ZONE);
    }

    /** Its list of orders is an array, where RFC 8555 §7.1.2.1 wants an object. */
    @Test
    void theAccountIsShownWithoutAListThatCannotBeRead() {
        account("register", "--ca", perennial.ca());
        account("update", "--ca", perennial.ca(), "--contact", "other@perennial.test");

        assertThat(account("show", "--online").out()).contains("status   valid", "mailto:other@perennial.test");
        assertThat(account("deactivate", "--ca", perennial.ca()).out()).contains("deactivated");
        assertThat(perennial.issue("after." + Bind.ZONE).code()).isEqualTo(1);
    }

    /** The only way to external accounts that its free edition has is to demand one. */
    @Test
    void anExternalAccountIsAskedFor() {
        Perennial.Run run = perennial.run(
                "account",
                "register",
                Perennial.EMAIL,
                "--agree",
                "--ca",
                ca.provisioner("bound").acmeDirectory().toString());

        assertThat(run.code()).as(run.all()).isEqualTo(1);
        assertThat(run.err()).contains("external account binding", "--eab-kid");
    }

    /** It takes the order and forgets the profile. */
    @Test
    void aProfileIsNotAskedForWhereThereIsNone() {
        Perennial.Run run = perennial.issue("profile." + Bind.ZONE, "--profile", "shortlived");

        assertThat(run.code()).as(run.all()).isEqualTo(1);
        assertThat(run.err()).contains("the CA offers no profiles", "--profile");
    }

    @Test
    void theLifetimeAskedForIsGiven() {
        String name = "brief." + Bind.ZONE;
        assertIssued(perennial.issue(name, "--lifetime", "2h"), name);

        X509Certificate leaf = Certificates.read(perennial.certificate(name)).getFirst();
        assertThat(Duration.between(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                .isLessThan(Duration.ofHours(3));
    }

    private Perennial.Run account(String verb, String... options) {
        List<String> all = new ArrayList<>(List.of("account", verb, Perennial.EMAIL, "--agree"));
        all.addAll(List.of(options));
        Perennial.Run run = perennial.run(all.toArray(String[]::new));
        assertThat(run.code()).as(run.all()).isZero();
        return run;
    }

    private static void assertIssued(Perennial.Run run, String name, Perennial where) {
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(Certificates.names(Certificates.read(where.certificate(name)).getFirst()))
                .contains(name);
        assertThat(Certificates.chained(
                        Certificates.read(where.certificate(name)),
                        Certificates.read(ca.root()).getFirst()))
                .isTrue();
        assertThat(Certificates.fit(where.certificate(name), where.key(name))).isTrue();
    }

    private void assertIssued(Perennial.Run run, String name) {
        assertIssued(run, name, perennial);
    }

    private String serial(String name) {
        return Certificates.hexSerial(
                Certificates.read(perennial.certificate(name)).getFirst());
    }
}

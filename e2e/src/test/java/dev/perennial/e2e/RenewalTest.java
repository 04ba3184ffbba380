package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Again in time, and not before. */
class RenewalTest {
    private static ChallengeServer dns;
    private static Pebble pebble;
    private Perennial perennial;

    @BeforeAll
    static void start() {
        dns = ChallengeServer.start();
        pebble = Pebble.with()
                .dns(dns.dns())
                .profile("blink", Duration.ofSeconds(20))
                .start();
    }

    @AfterAll
    static void stop() {
        pebble.close();
        dns.close();
    }

    @BeforeEach
    void open() {
        perennial = Perennial.towards(pebble, dns.dns());
    }

    @AfterEach
    void close() {
        perennial.close();
    }

    @Test
    void whatIsFreshIsLeftAloneAndSaysWhy() {
        issued("fresh.example");
        BigInteger serial = serial("fresh.example");
        long orders = pebble.orders();

        Perennial.Run renew = perennial.run("renew");
        Perennial.Run plan = perennial.run("plan");
        Perennial.Run again = perennial.issue("fresh.example", "--profile", "default");

        assertThat(renew.code()).as(renew.all()).isEqualTo(3);
        assertThat(renew.out()).contains("fresh.example: nothing to do");
        assertThat(plan.code()).as(plan.all()).isEqualTo(3);
        assertThat(plan.out()).contains("wait", "no order is due");
        assertThat(again.code()).as(again.all()).isEqualTo(3);
        assertThat(serial("fresh.example")).isEqualTo(serial);
        assertThat(pebble.orders()).isEqualTo(orders);
    }

    @Test
    void anEmptyStoreHasNothingToDo() {
        Perennial.Run renew = perennial.run("renew");

        assertThat(renew.code()).as(renew.all()).isEqualTo(3);
    }

    @Test
    void forceRenewsWithAFreshKeyAndKeepsTheOldPair() throws IOException {
        issued("forced.example");
        String oldChain = Files.readString(perennial.certificate("forced.example"));
        String oldKey = Files.readString(perennial.key("forced.example"));

        Perennial.Run run = perennial.run("renew", "--force");

        assertThat(run.code()).as(run.all()).isZero();
        assertFits("forced.example");
        assertThat(Files.readString(perennial.key("forced.example"))).isNotEqualTo(oldKey);
        assertThat(blocks(perennial.basedir().resolve("certs/forced.example.pem.old")))
                .isEqualTo(oldChain.substring(oldChain.indexOf("-----BEGIN")));
        assertThat(blocks(perennial.basedir().resolve("private/forced.example.key.old")))
                .isEqualTo(oldKey.substring(oldKey.indexOf("-----BEGIN")));
        assertThat(Files.readString(perennial.certificate("forced.example"))).startsWith("names:");
    }

    @Test
    void keepKeepsTheKey() throws IOException {
        issued("kept.example", "--key", "ec-p256 keep");
        String key = Files.readString(perennial.key("kept.example"));
        BigInteger serial = serial("kept.example");

        Perennial.Run run = perennial.run("renew", "kept.example", "--force");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(Files.readString(perennial.key("kept.example"))).isEqualTo(key);
        assertThat(serial("kept.example")).isNotEqualTo(serial);
        assertFits("kept.example");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whatHasGrownOldIsRenewed() {
        issued("blink.example", "--profile", "blink");
        BigInteger serial = serial("blink.example");

        Perennial.Run plan = perennial.run("plan");
        while (plan.code() == 3) {
            Daemon.pause(Duration.ofMillis(500));
            plan = perennial.run("plan");
        }
        assertThat(plan.code()).as(plan.all()).isZero();
        assertThat(plan.out()).contains("obtain", "1 order at");

        Perennial.Run renew = perennial.run("renew");
        assertThat(renew.code()).as(renew.all()).isZero();
        assertThat(serial("blink.example")).isNotEqualTo(serial);
        assertFits("blink.example");
    }

    @Test
    void theCaMayAskForARenewalEarly() throws IOException {
        issued("early.example");
        BigInteger serial = serial("early.example");
        Instant past = Instant.now().minus(Duration.ofHours(2));
        pebble.setRenewalInfo(
                blocks(perennial.certificate("early.example")),
                "{\"suggestedWindow\":{\"start\":\"%s\",\"end\":\"%s\"},\"explanationURL\":\"https://example.com/why\"}"
                        .formatted(past, past.plusSeconds(60)));
        Directories.delete(perennial.basedir().resolve(".perennial"));

        Perennial.Run run = perennial.run("renew");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(serial("early.example")).isNotEqualTo(serial);
    }

    @Test
    void aNameAddedToTheHeaderIsDue() throws IOException {
        issued("grows.example");
        edit("grows.example", "names: ", "names: more.grows.example ");

        Perennial.Run plan = perennial.run("plan");
        assertThat(plan.out()).as(plan.all()).contains("obtain", "more.grows.example");
        Perennial.Run renew = perennial.run("renew");

        assertThat(renew.code()).as(renew.all()).isZero();
        assertThat(Certificates.names(Certificates.read(perennial.certificate("grows.example"))
                        .getFirst()))
                .containsExactly("grows.example", "more.grows.example");
    }

    @Test
    void anotherKeyTypeInTheHeaderIsDue() throws IOException {
        issued("harder.example");
        edit("harder.example", "ec-p256", "ec-p384");

        Perennial.Run renew = perennial.run("renew");

        assertThat(renew.code()).as(renew.all()).isZero();
        assertFits("harder.example");
        assertThat(Certificates.read(perennial.certificate("harder.example"))
                        .getFirst()
                        .getPublicKey()
                        .getEncoded())
                .hasSizeGreaterThan(100);
    }

    @Test
    void aHeaderAloneIsAWishThatRenewGrants() throws IOException {
        issued("model.example");
        String model = Files.readString(perennial.certificate("model.example"));
        Files.writeString(
                perennial.certificate("wish.example"),
                model.substring(0, model.indexOf("-----BEGIN")).replace("model.example", "wish.example"));

        Perennial.Run renew = perennial.run("renew");

        assertThat(renew.code()).as(renew.all()).isZero();
        assertFits("wish.example");
        assertThat(perennial.run("renew").code()).isEqualTo(3);
    }

    @Test
    void theNotesMayBeDeletedAtAnyTime() {
        issued("forgotten.example");
        Directories.delete(perennial.basedir().resolve(".perennial"));

        assertThat(perennial.run("renew").code()).isEqualTo(3);
        assertThat(perennial.run("renew", "--force").code()).isZero();
        assertFits("forgotten.example");
    }

    @Test
    void aCertificateOfAnUnknownIssuerIsLeftAloneAndStatusSaysWhy() throws IOException {
        Path elsewhere = Directories.temporary("foreign");
        ServerIdentity foreign = ServerIdentity.create(elsewhere);
        Files.createDirectories(perennial.basedir().resolve("certs"));
        Files.createDirectories(perennial.basedir().resolve("private"));
        Files.copy(foreign.certificate(), perennial.certificate("foreign.example"));
        Files.copy(foreign.key(), perennial.key("foreign.example"));

        Perennial.Run renew = perennial.run("renew", "--force");
        Perennial.Run status = perennial.run("status", "--all");

        assertThat(renew.code()).as(renew.all()).isEqualTo(3);
        assertThat(status.out()).contains("foreign.example");
        assertThat(perennial.certificate("foreign.example")).hasSameTextualContentAs(foreign.certificate());
        Directories.delete(elsewhere);
    }

    private void issued(String name, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = name;
        System.arraycopy(options, 0, all, 1, options.length);
        boolean profile = String.join(" ", options).contains("--profile");
        Perennial.Run run = perennial.issue(profile ? all : with(all, "--profile", "default"));
        assertThat(run.code()).as(run.all()).isZero();
        assertFits(name);
    }

    private static String[] with(String[] some, String... more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private void edit(String name, String what, String by) throws IOException {
        Path file = perennial.certificate(name);
        String text = Files.readString(file).replaceAll("(?m)^names: +", "names: ");
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }

    private void assertFits(String name) {
        assertThat(Certificates.fit(perennial.certificate(name), perennial.key(name)))
                .isTrue();
    }

    private BigInteger serial(String name) {
        return Certificates.read(perennial.certificate(name)).getFirst().getSerialNumber();
    }

    private static String blocks(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(text.indexOf("-----BEGIN"));
    }
}

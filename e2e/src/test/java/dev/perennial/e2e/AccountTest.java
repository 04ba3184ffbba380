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

/** The life of an account at a CA. */
class AccountTest {
    private static final Pattern URL = Pattern.compile("https://\\S+/my-account/\\S+");
    private static ChallengeServer dns;
    private static Pebble pebble;
    private Perennial perennial;

    @BeforeAll
    static void start() {
        dns = ChallengeServer.start();
        pebble = Pebble.with().dns(dns.dns()).start();
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
    void registeringTwiceFindsTheSameAccount() {
        String url = url(account("register", "--ca", perennial.ca()));

        assertThat(url(account("register", "--ca", perennial.ca()))).isEqualTo(url);
        assertThat(url(account("show"))).isEqualTo(url);
        Perennial.Run online = account("show", "--online");
        assertThat(online.out()).contains("status", "valid", "mailto:" + Perennial.EMAIL);
    }

    @Test
    void contactsAreReplaced() {
        account("register", "--ca", perennial.ca());

        account("update", "--ca", perennial.ca(), "--contact", "other@perennial.test");

        assertThat(account("show", "--online").out())
                .contains("mailto:other@perennial.test")
                .doesNotContain("mailto:" + Perennial.EMAIL);
    }

    @Test
    void anEmailAddressOnlyNamesTheAccountOfACertificate() {
        assertIssues("quiet.example");

        assertThat(account("show", "--online").out()).contains(Perennial.EMAIL).doesNotContain("mailto:");
    }

    @Test
    void aRotatedKeyIsTheAccountsKey() throws IOException {
        String url = url(account("register", "--ca", perennial.ca()));
        String key = Files.readString(perennial.key(Perennial.EMAIL));

        account("rotate-key");

        assertThat(Files.readString(perennial.key(Perennial.EMAIL)))
                .isNotEqualTo(key)
                .contains(url);
        assertThat(url(account("show", "--online"))).isEqualTo(url);
        assertIssues("rotated.example");
    }

    @Test
    void aDeactivatedAccountIsTheEndOfIt() {
        account("register", "--ca", perennial.ca());

        account("deactivate", "--ca", perennial.ca());

        Perennial.Run run = perennial.issue("after.example");
        assertThat(run.code()).as(run.all()).isEqualTo(1);
        assertThat(run.err()).contains("deactivated");
        assertThat(perennial.key(Perennial.EMAIL)).exists();
    }

    @Test
    void aBackupBringsTheAccountBack() throws IOException {
        String url = url(account("register", "--ca", perennial.ca()));
        Path backup = perennial.basedir().resolve("backup.pem");
        Path passphrase = Files.writeString(perennial.basedir().resolve("passphrase"), "correct horse\n");
        account("backup", "--out", backup.toString(), "--passphrase-file", passphrase.toString());
        assertThat(Files.readString(backup)).contains("ENCRYPTED PRIVATE KEY");
        Files.delete(perennial.key(Perennial.EMAIL));

        Perennial.Run run = perennial.run(
                "recover",
                Perennial.EMAIL,
                "--ca",
                perennial.ca(),
                "--backup",
                backup.toString(),
                "--passphrase-file",
                passphrase.toString());

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(url(run)).isEqualTo(url);
        assertIssues("recovered.example");
    }

    @Test
    void theAccountOfAKeyIsFoundAgain() throws IOException {
        String url = url(account("register", "--ca", perennial.ca()));
        Path file = perennial.key(Perennial.EMAIL);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(text.indexOf("-----BEGIN")));

        Perennial.Run run = perennial.run("recover", Perennial.EMAIL, "--ca", perennial.ca());

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(url(run)).isEqualTo(url);
        assertThat(Files.readString(file)).contains(url);
    }

    @Test
    void aLostKeyGivesANewAccountAndSaysWhatMustChange() throws IOException {
        String url = url(account("register", "--ca", perennial.ca()));
        assertIssues("bound.example");
        Files.delete(perennial.key(Perennial.EMAIL));

        Perennial.Run run = perennial.run("recover", Perennial.EMAIL, "--ca", perennial.ca(), "--agree");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(url(run)).isNotEqualTo(url);
        assertThat(run.out()).containsIgnoringCase("accounturi");
    }

    @Test
    void theTermsOfServiceMustBeAgreedTo() {
        Perennial.Run run = perennial.run("account", "register", Perennial.EMAIL, "--ca", perennial.ca());

        assertThat(run.code()).as(run.all()).isNotZero();
        assertThat(run.err()).contains("--agree");
    }

    private void assertIssues(String name) {
        Perennial.Run run = perennial.issue(name);
        assertThat(run.code()).as(run.all()).isZero();
    }

    private Perennial.Run account(String verb, String... options) {
        String[] all = new String[options.length + 4];
        all[0] = "account";
        all[1] = verb;
        all[2] = Perennial.EMAIL;
        all[3] = "--agree";
        System.arraycopy(options, 0, all, 4, options.length);
        Perennial.Run run = perennial.run(all);
        assertThat(run.code()).as(run.all()).isZero();
        return run;
    }

    private static String url(Perennial.Run run) {
        Matcher matcher = URL.matcher(run.out());
        assertThat(matcher.find()).as(run.all()).isTrue();
        return matcher.group();
    }
}

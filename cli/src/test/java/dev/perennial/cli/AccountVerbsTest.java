package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.AccountView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountVerbsTest {
    private final Shell shell = new Shell();

    @BeforeEach
    void haveOne() {
        shell.engine.accounts.add(Samples.account());
    }

    @Test
    void showsAccounts() {
        assertThat(shell.run("account", "show")).isEqualTo(new Shell.Transcript(0, """
                me@example.com at letsencrypt
                  account  https://ca.example/acct/1
                  key      ec-p256, thumbprint thumb
                  status   valid
                  contact  mailto:me@example.com
                """, ""));
        assertThat(shell.engine.calls).containsExactly("show all everywhere");
    }

    @Test
    void asksTheAuthoritiesOnlyWhenTold() {
        shell.run("account", "show", "--online", "--ca", "zerossl", "me@example.com");

        assertThat(shell.engine.calls).containsExactly("show me@example.com zerossl online");
    }

    @Test
    void saysWhenThereIsNone() {
        shell.engine.accounts.clear();

        assertThat(shell.run("account", "show").out()).isEqualTo("no accounts are kept in /etc/ssl\n");
    }

    @Test
    void tellsPrograms() {
        assertThat(shell.run("account", "show", "--json").out())
                .isEqualTo("{\"event\":\"result\",\"exit\":0,\"accounts\":[{\"email\":\"me@example.com\","
                        + "\"ca\":\"letsencrypt\",\"url\":\"https://ca.example/acct/1\",\"thumbprint\":\"thumb\","
                        + "\"keyType\":\"ec-p256\",\"status\":\"valid\",\"contact\":[\"mailto:me@example.com\"],"
                        + "\"orders\":[]}]}\n");
    }

    @Test
    void registersWithContacts() {
        shell.run("account", "register", "a@example.com");
        shell.run("account", "register", "--contact", "b@example.com", "--contact", "tel:+1", "a@example.com");

        assertThat(shell.engine.calls)
                .containsExactly(
                        "register a@example.com letsencrypt [mailto:a@example.com]",
                        "register a@example.com letsencrypt [mailto:b@example.com, tel:+1]");
    }

    @Test
    void takesTheOnlyAccountThereIs() {
        shell.run("account", "update", "--ca", "zerossl");

        assertThat(shell.engine.calls)
                .containsExactly("show all everywhere", "update me@example.com zerossl [mailto:me@example.com]");
    }

    @Test
    void doesNotGuessAmongSeveral() {
        AccountView other = new AccountView(
                "other@example.com",
                "zerossl",
                Optional.empty(),
                "t",
                "ec-p256",
                Optional.empty(),
                List.of(),
                List.of());
        shell.engine.accounts.add(other);

        assertThat(shell.run("account", "rotate-key")).isEqualTo(new Shell.Transcript(2, "", """
                perennial: error: EMAIL is missing, and there are several accounts
                perennial: hint: an account is named by an e-mail address: me@example.com, other@example.com
                """));
    }

    @Test
    void rotatesToTheTypeAskedFor() {
        shell.run("account", "rotate-key", "--key", "ec-p384", "me@example.com");

        assertThat(shell.engine.calls).containsExactly("rotate me@example.com ec-p384");
        assertThat(shell.run("account", "rotate-key", "--key", "dsa", "me@example.com")
                        .err())
                .startsWith("perennial: error: --key: \"dsa\" is not a key type");
    }

    @Test
    void deactivatesWhenSure() {
        shell.answering("no").run("account", "deactivate", "me@example.com");
        assertThat(shell.engine.calls).isEmpty();

        shell.run("account", "deactivate", "--agree", "me@example.com");
        assertThat(shell.engine.calls).containsExactly("deactivate me@example.com letsencrypt");
    }

    @Test
    void backsUpWithAPassphraseTypedTwice(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("backup.pem");

        Shell.Transcript transcript =
                shell.answering("s3cret", "s3cret").run("account", "backup", "--out", file.toString());

        assertThat(transcript.exit()).isZero();
        assertThat(transcript.out()).isEqualTo("backup of me@example.com: " + file + "\n");
        assertThat(file).hasContent("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(shell.engine.calls).contains("backup me@example.com with s3cret");
        assertThat(directory.toFile().list()).containsExactly("backup.pem");
    }

    @Test
    void writesNoBackupWhenThePassphrasesDiffer(@TempDir Path directory) {
        Path file = directory.resolve("backup.pem");

        assertThat(shell.answering("one", "two")
                        .run("account", "backup", "--out", file.toString())
                        .err())
                .startsWith("perennial: error: the two passphrases differ\n");
        assertThat(file).doesNotExist();
    }

    @Test
    void neverWritesOverAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("backup.pem"), "precious");

        Shell.Transcript transcript =
                shell.typing("s3cret\n").run("account", "backup", "--passphrase-file", "-", "--out", file.toString());

        assertThat(transcript.exit()).isEqualTo(1);
        assertThat(transcript.err()).startsWith("perennial: error: " + file + " exists already\n");
        assertThat(file).hasContent("precious");
        assertThat(directory.toFile().list()).containsExactly("backup.pem");
    }

    @Test
    void saysWhyABackupCannotBeWritten(@TempDir Path directory) {
        Path file = directory.resolve("missing/backup.pem");

        assertThat(shell.typing("s3cret\n")
                        .run("account", "backup", "--passphrase-file", "-", "--out", file.toString())
                        .err())
                .isEqualTo("perennial: error: " + file + " cannot be written: there is no such directory\n");
    }

    @Test
    void namesTheOptionWhenNobodyCanTypeThePassphrase(@TempDir Path directory) {
        assertThat(shell.run(
                        "account", "backup", "--out", directory.resolve("b").toString()))
                .isEqualTo(new Shell.Transcript(2, "", """
                        perennial: error: a passphrase is needed
                        perennial: hint: --passphrase-file names a file that holds it
                        """));
    }
}

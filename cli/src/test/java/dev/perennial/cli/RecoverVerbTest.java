package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoverVerbTest {
    private final Shell shell = new Shell();

    @BeforeEach
    void haveOne() {
        shell.engine.accounts.add(Samples.account());
    }

    @Test
    void saysWhatWasFoundAndWhatMustChange() {
        shell.engine.toChange.addAll(List.of("CAA accounturi of example.com", "_validation-persist.example.com"));

        assertThat(shell.run("recover", "me@example.com")).isEqualTo(new Shell.Transcript(0, """
                the account was found by its key
                me@example.com at letsencrypt
                  account  https://ca.example/acct/1
                  key      ec-p256, thumbprint thumb
                  status   valid
                  contact  mailto:me@example.com
                to be changed elsewhere:
                  CAA accounturi of example.com
                  _validation-persist.example.com
                """, ""));
        assertThat(shell.engine.calls).containsExactly("recover me@example.com letsencrypt - -");
    }

    @Test
    void leavesTheAccountToTheKeeperWhenNoneIsNamed() {
        shell.run("recover", "--ca", "zerossl");

        assertThat(shell.engine.calls).containsExactly("recover - zerossl - -");
    }

    @Test
    void asksForThePassphraseOfABackup() {
        shell.answering("s3cret").run("recover", "--backup", "b.pem");

        assertThat(shell.engine.calls).containsExactly("recover - letsencrypt b.pem s3cret");
        assertThat(shell.seenByPerson()).isEqualTo("Passphrase of the backup: ");
    }

    @Test
    void readsThePassphraseFromStandardInput() {
        shell.typing("s3cret\nmore\n").run("recover", "--backup", "b.pem", "--passphrase-file", "-");

        assertThat(shell.engine.calls).containsExactly("recover - letsencrypt b.pem s3cret");
    }
}

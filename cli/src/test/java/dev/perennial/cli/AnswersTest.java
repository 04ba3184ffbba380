package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
    /** 32 octets. */
    private static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyISE";

    private final Shell shell = new Shell();

    @Test
    void showsTheTermsAndAsks() {
        shell.engine.asksForTerms = true;
        shell.answering("yes").run("renew");

        assertThat(shell.engine.calls).contains("terms agreed: true");
        assertThat(shell.seenByPerson()).isEqualTo("""
                letsencrypt asks you to agree to its terms of service:
                  https://ca.example/terms
                Do you agree? [y/N]\s""");
    }

    @Test
    void takesEverythingButYesForNo() {
        shell.engine.asksForTerms = true;
        shell.answering("").run("renew");

        assertThat(shell.engine.calls).contains("terms agreed: false");
    }

    @Test
    void agreesWhenTold() {
        shell.engine.asksForTerms = true;
        shell.run("renew", "--agree");

        assertThat(shell.engine.calls).contains("terms agreed: true");
    }

    @Test
    void namesTheOptionWhenNobodyCanAgree() {
        shell.engine.asksForTerms = true;

        assertThat(shell.run("renew")).isEqualTo(new Shell.Transcript(1, "", """
                perennial: error: the CA letsencrypt wants agreement to its terms of service: https://ca.example/terms
                perennial: hint: read them; --agree agrees
                """));
    }

    @Test
    void readsTheBindingFromAFile(@TempDir Path directory) throws Exception {
        shell.engine.asksForBinding = true;
        Path file = Files.writeString(directory.resolve("eab"), SECRET + "\n");
        shell.run("renew", "--eab-kid", "kid-1", "--eab-key-file", file.toString());

        assertThat(shell.engine.calls).contains("binding: ExternalAccount[kid-1]");
    }

    @Test
    void readsTheBindingFromStandardInput() {
        shell.engine.asksForBinding = true;
        shell.typing(SECRET + "\n").run("renew", "--eab-kid", "kid-1", "--eab-key-file", "-");

        assertThat(shell.engine.calls).contains("binding: ExternalAccount[kid-1]");
    }

    @Test
    void asksForTheBinding() {
        shell.engine.asksForBinding = true;
        shell.answering(" kid-1 ", SECRET).run("renew");

        assertThat(shell.engine.calls).contains("binding: ExternalAccount[kid-1]");
        assertThat(shell.seenByPerson()).endsWith("Key identifier: \nSecret (not shown): ");
    }

    @Test
    void readsASecretOnStandardInputOnce() {
        shell.typing(SECRET + "\n").answering("y");
        shell.engine.accounts.add(Samples.account());

        assertThat(shell.run("account", "deactivate", "me@example.com", "--eab-kid", "k", "--eab-key-file", "-")
                        .err())
                .isEmpty();
    }

    @Test
    void asksForTheBindingOfTheAlgorithmChosen() {
        shell.engine.asksForBinding = true;
        shell.answering("kid-1", SECRET).run("renew", "--eab-algorithm", "HS999");

        assertThat(shell.engine.calls).noneMatch(call -> call.startsWith("binding"));
        shell.answering("kid-1", SECRET).run("renew", "--eab-algorithm", "HS384");
        assertThat(shell.engine.calls).contains("binding: ExternalAccount[kid-1]");
    }

    @Test
    void namesTheOptionsWhenNobodyKnowsTheBinding() {
        shell.engine.asksForBinding = true;

        assertThat(shell.run("renew").err()).endsWith("--eab-kid and --eab-key-file take them\n");
    }

    @Test
    void refusesHalfABinding() {
        assertThat(shell.run("renew", "--eab-kid", "k").exit()).isEqualTo(2);
        assertThat(shell.run("renew", "--eab-key-file", "f").err())
                .startsWith("perennial: error: --eab-kid and --eab-key-file belong together");
    }

    @Test
    void neverRepeatsASecret() {
        Shell.Transcript transcript = shell.typing("!!hush!!\n").run("renew", "--eab-kid", "k", "--eab-key-file", "-");

        assertThat(transcript.exit()).isEqualTo(2);
        assertThat(transcript.err()).contains("is not base64").doesNotContain("hush");
    }

    @Test
    void saysWhichSecretFileIsMissing() {
        assertThat(shell.run("renew", "--eab-kid", "k", "--eab-key-file", "/no/such")
                        .err())
                .startsWith("perennial: error: --eab-key-file: /no/such cannot be read (there is no such file)\n");
    }
}

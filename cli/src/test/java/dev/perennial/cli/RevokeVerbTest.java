package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevokeVerbTest {
    private final Shell shell = new Shell();

    @Test
    void revokesWhenSure() {
        assertThat(shell.run("revoke", "--agree", "--reason", "keycompromise", "--by", "key", "example.com"))
                .isEqualTo(new Shell.Transcript(0, "revoked: example.com (keyCompromise)\n", ""));
        assertThat(shell.engine.calls).containsExactly("revoke example.com keyCompromise KEY");
    }

    @Test
    void takesReasonsByNumberAndHasDefaults() {
        shell.run("revoke", "--agree", "--reason", "4", "a");
        shell.run("revoke", "--agree", "b");

        assertThat(shell.engine.calls).containsExactly("revoke a superseded ACCOUNT", "revoke b unspecified ACCOUNT");
    }

    @Test
    void asksThePerson() {
        assertThat(shell.answering("y").run("revoke", "a").out()).isEqualTo("revoked: a (unspecified)\n");
        assertThat(shell.seenByPerson()).isEqualTo("Revoke the certificate a? Servers that use it will fail. [y/N] ");
    }

    @Test
    void doesNothingWhenThePersonIsNotSure() {
        assertThat(shell.answering("").run("revoke", "a").out()).isEqualTo("not revoked: a\n");
        assertThat(shell.engine.calls).isEmpty();
    }

    @Test
    void doesNothingWhenNobodyCanConfirm() {
        assertThat(shell.run("revoke", "a")).isEqualTo(new Shell.Transcript(2, "", """
                perennial: error: nobody is there to be asked: Revoke the certificate a? Servers that use it will fail.
                perennial: hint: --agree says that you are sure
                """));
        assertThat(shell.engine.calls).isEmpty();
    }

    @Test
    void refusesUnknownReasonsAndRights() {
        assertThat(shell.run("revoke", "--agree", "--reason", "boredom", "a").err())
                .startsWith("perennial: error: --reason: \"boredom\" is not a revocation reason of RFC 5280\n");
        assertThat(shell.run("revoke", "--agree", "--by", "luck", "a").err())
                .startsWith("perennial: error: --by: \"luck\" is not account, key or proof\n");
        assertThat(shell.engine.calls).isEmpty();
    }
}

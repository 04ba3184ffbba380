package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.ExternalAccount;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked before an account is made, and what is left behind when an answer is missing. */
class RegistrarTest {
    private static final String EMAIL = "me@example.com";
    private static final String CA = FakeCa.BASE + "dir";
    private static final String ZEROSSL = "https://acme.zerossl.com/v2/DV90";
    private static final Optional<ExternalAccount> BINDING =
            Optional.of(ExternalAccount.of("kid-1", "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ", "HS256"));

    private final Desk desk = new Desk();

    @Test
    void noKeyIsLeftWhereTheTermsWereNotAgreedTo() throws Exception {
        desk.open(CA);
        desk.agrees = false;

        assertThatThrownBy(() -> register(CA)).isInstanceOf(KeeperException.class);

        assertThat(desk.accounts.emails()).isEmpty();
    }

    @Test
    void noKeyIsLeftWhereTheCaCouldNotBeReached() throws Exception {
        desk.open(CA).down = true;

        assertThatThrownBy(() -> register(CA)).isInstanceOf(KeeperException.class);
        assertThatThrownBy(() ->
                        desk.keeper.accounts().recover(Optional.of(EMAIL), CA, Optional.empty(), Optional.empty()))
                .isInstanceOf(KeeperException.class);

        assertThat(desk.accounts.emails()).isEmpty();
    }

    @Test
    void aCaKnownToWantABindingIsGivenItThoughItsDirectoryIsSilent() throws Exception {
        FakeCa ca = desk.open(ZEROSSL);
        desk.binding = BINDING;

        register(ZEROSSL);

        assertThat(ca.bound).isTrue();
    }

    @Test
    void credentialsThatTheCaDoesNotTakeAreToldAsSuch() throws Exception {
        FakeCa ca = desk.open(ZEROSSL);
        desk.binding = BINDING;
        ca.answerNext("account", FakeCa.problem(403, "unauthorized", "used before", Map.of()));

        assertThatThrownBy(() -> register(ZEROSSL))
                .hasMessageContaining("used before")
                .isInstanceOfSatisfying(
                        KeeperException.class, e -> assertThat(e.hint()).contains("new credentials"));
    }

    @Test
    void noKeyIsLeftWhereTheBindingIsMissing() throws Exception {
        desk.open(ZEROSSL);

        assertThatThrownBy(() -> register(ZEROSSL)).hasMessageContaining("ZeroSSL");

        assertThat(desk.accounts.emails()).isEmpty();
    }

    @Test
    void aCaThatAsksForABindingWhenItRefusesIsGivenItOnce() throws Exception {
        FakeCa ca = desk.open(CA);
        ca.bindingRequired = true;
        desk.binding = BINDING;

        register(CA);

        assertThat(ca.bound).isTrue();
        assertThat(desk.bindingsAsked).isEqualTo(1);
    }

    @Test
    void anAccountLostByACaThatWantsABindingIsRegisteredWithIt() throws Exception {
        FakeCa ca = desk.open(CA);
        register(CA);
        ca.forgetEverything();
        ca.bindingRequired = true;
        desk.binding = BINDING;

        desk.registrar().registerAgain(desk.client(CA), EMAIL, "");

        assertThat(ca.bound).isTrue();
    }

    @Test
    void aBackupWithADamagedLineIsRefusedInWordsThatAreSafeToPrint() throws Exception {
        desk.open(CA);
        register(CA);
        String backup = desk.keeper.accounts().backup(EMAIL, "correct horse".toCharArray());
        assertThat(backup).contains("account: " + CA + " " + FakeCa.BASE + "account/1\n");
        Path file = Path.of("/backup.pem");
        desk.disk.put(file, "account: \u001b[2J\u0007\n" + backup);

        assertThatThrownBy(() -> desk.keeper
                        .accounts()
                        .recover(Optional.empty(), CA, Optional.of(file), Optional.of("correct horse".toCharArray())))
                .hasMessageContaining(file + ", line 1")
                .message()
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void theUrlOfALostAccountIsKeptUntilThereIsAnother() throws Exception {
        FakeCa ca = desk.open(CA);
        register(CA);
        URI url = desk.account(EMAIL).urls().get(URI.create(CA));
        ca.forgetEverything();
        ca.bindingRequired = true;

        assertThatThrownBy(() -> desk.registrar().registerAgain(desk.client(CA), EMAIL, ""))
                .hasMessageContaining("no binding");

        assertThat(desk.account(EMAIL).urls()).containsValue(url);
    }

    private void register(String ca) throws Exception {
        desk.keeper.accounts().register(EMAIL, ca, List.of());
    }
}

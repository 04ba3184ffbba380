package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.JwsKey;
import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Key changes that a death or a refusal interrupted, at one CA and at several. */
class RolloverTest {
    private static final String EMAIL = "me@example.com";
    private static final String CA = FakeCa.BASE + "dir";
    private static final String OTHER_CA = "https://other.test/dir";
    private static final KeyType P384 = new KeyType("ec-p384");

    private final Desk desk = new Desk();
    private FakeCa ca;
    private FakeCa other;

    @BeforeEach
    void open() throws Exception {
        ca = desk.open(CA);
        other = desk.open(OTHER_CA);
        desk.keeper.accounts().register(EMAIL, CA, List.of());
    }

    @Test
    void anotherCaNeverSettlesAChangeThatItKnowsNothingOf() throws Exception {
        KeyPair next = changedButNotPromoted();

        desk.registrar().open(desk.client(OTHER_CA), EMAIL, "");

        assertThat(desk.account(EMAIL).nextKey().orElseThrow().getPublic()).isEqualTo(next.getPublic());
    }

    @Test
    void theOnlyCaConcernedFinishesAChangeThatHappenedThere() throws Exception {
        KeyPair next = changedButNotPromoted();

        JwsKey used = desk.registrar().open(desk.client(CA), EMAIL, "").key();

        assertThat(used.keyPair().getPublic()).isEqualTo(next.getPublic());
        assertThat(presentKey()).isEqualTo(next.getPublic());
        assertThat(desk.account(EMAIL).nextKey()).isEmpty();
    }

    @Test
    void theOnlyCaConcernedTakesBackAChangeThatDidNotHappen() throws Exception {
        PublicKey before = presentKey();
        desk.accounts.stageNextKey(EMAIL, KeyType.EC_P256.generate());

        desk.registrar().open(desk.client(CA), EMAIL, "");

        assertThat(presentKey()).isEqualTo(before);
        assertThat(desk.account(EMAIL).nextKey()).isEmpty();
    }

    @Test
    void aCaThatKnowsNeitherKeyIsNoReasonToThrowOneAway() throws Exception {
        desk.accounts.stageNextKey(EMAIL, KeyType.EC_P256.generate());
        ca.forgetEverything();

        desk.registrar().open(desk.client(CA), EMAIL, "");

        assertThat(desk.account(EMAIL).nextKey()).isPresent();
    }

    @Test
    void showingAnAccountAsksByTheLiveKeyAndWritesNothing() throws Exception {
        KeyPair next = changedButNotPromoted();
        int changes = desk.disk.changes();

        List<AccountView> views = desk.keeper.accounts().show(Optional.empty(), Optional.empty(), true);

        assertThat(views).singleElement().satisfies(view -> {
            assertThat(view.status()).contains("valid");
            assertThat(view.thumbprint()).isEqualTo(JwsKey.of(next).thumbprint());
        });
        assertThat(desk.disk.changes()).isEqualTo(changes);
        assertThat(desk.account(EMAIL).nextKey()).isPresent();
    }

    @Test
    void recoveryFindsTheAccountByTheKeyThatWasChangedTo() throws Exception {
        Map<URI, URI> urls = desk.account(EMAIL).urls();
        KeyPair next = changedButNotPromoted();

        AccountKeeper.Recovery recovery = recover();

        assertThat(recovery.toChange()).isEmpty();
        assertThat(presentKey()).isEqualTo(next.getPublic());
        assertThat(desk.account(EMAIL).urls()).isEqualTo(urls);
    }

    @Test
    void noRegistrationUsesAKeyThatTheCaHasGivenUp() throws Exception {
        Map<URI, URI> urls = desk.account(EMAIL).urls();
        changedButNotPromoted();
        desk.registrar().register(desk.client(CA), EMAIL, "", List.of());
        assertThat(desk.account(EMAIL).urls()).isEqualTo(urls);

        changedButNotPromoted();
        desk.registrar().registerAgain(desk.client(CA), EMAIL, "");
        assertThat(desk.account(EMAIL).urls()).isEqualTo(urls);
    }

    @Test
    void aWaitingKeyThatNoCaHasTakenGivesWayToTheTypeAskedFor() throws Exception {
        desk.accounts.stageNextKey(EMAIL, KeyType.EC_P256.generate());

        assertThat(rotate(P384)).containsExactly("ec-p384");

        assertThat(KeyType.of(presentKey())).contains(P384);
        assertThat(desk.account(EMAIL).nextKey()).isEmpty();
    }

    @Test
    void aRefusedKeyIsNotOfferedAgain() throws Exception {
        ca.answerNext("keychange", FakeCa.problem(400, "badPublicKey", "that one is weak", Map.of()));
        assertThatThrownBy(() -> rotate(KeyType.EC_P256)).hasMessageContaining("that one is weak");
        PublicKey refused = desk.account(EMAIL).nextKey().orElseThrow().getPublic();

        rotate(KeyType.EC_P256);

        assertThat(presentKey()).isNotEqualTo(refused);
        assertThat(desk.account(EMAIL).nextKey()).isEmpty();
    }

    @Test
    void aKeyOfAnotherAccountIsToldWithTheWayOut() throws Exception {
        ca.answerNext("keychange", FakeCa.problem(409, "malformed", "no", Map.of()));

        assertThatThrownBy(() -> rotate(KeyType.EC_P256))
                .isInstanceOfSatisfying(
                        KeeperException.class, e -> assertThat(e.hint()).contains("makes another key"))
                .hasMessageContaining("the new key already belongs to another account");
    }

    @Test
    void aChangeThatStoppedBetweenTwoCasIsFinishedBeforeAnotherTypeIsMade() throws Exception {
        desk.keeper.accounts().register(EMAIL, OTHER_CA, List.of());
        KeyPair next = changedButNotPromoted();

        assertThat(rotate(KeyType.EC_P256)).containsExactly("ec-p256", "ec-p256");
        assertThat(presentKey()).isEqualTo(next.getPublic());

        changedButNotPromoted();
        assertThat(rotate(P384)).containsExactly("ec-p384", "ec-p384");
        assertThat(KeyType.of(presentKey())).contains(P384);
        assertThat(other.requests).contains("POST keychange");
        assertThat(desk.client(OTHER_CA)
                        .findAccount(JwsKey.of(desk.account(EMAIL).key())))
                .isPresent();
    }

    /** The state a death leaves between the change at the CA and the change on the disk. */
    private KeyPair changedButNotPromoted() throws Exception {
        StoredAccount account = desk.account(EMAIL);
        KeyPair next = desk.accounts.stageNextKey(EMAIL, KeyType.EC_P256.generate());
        desk.client(CA)
                .session(
                        JwsKey.of(account.key()),
                        Objects.requireNonNull(account.urls().get(URI.create(CA))))
                .keyChange(JwsKey.of(next));
        return next;
    }

    private List<String> rotate(KeyType type) throws Exception {
        return desk.keeper.accounts().rotateKey(EMAIL, type).stream()
                .map(AccountView::keyType)
                .toList();
    }

    private AccountKeeper.Recovery recover() throws Exception {
        return desk.keeper.accounts().recover(Optional.of(EMAIL), CA, Optional.empty(), Optional.empty());
    }

    private PublicKey presentKey() throws KeeperException {
        return desk.account(EMAIL).key().getPublic();
    }
}

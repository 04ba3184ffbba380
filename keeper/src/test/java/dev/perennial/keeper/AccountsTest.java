package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final Path BASE = Path.of("/store");
    private static final String EMAIL = "me@example.com";
    private static final Path FILE = BASE.resolve("private/me@example.com.key");
    private static final URI CA = URI.create("https://ca.example/dir?x=1");
    private static final URI OTHER_CA = URI.create("https://other.example/dir");
    private static final URI ACCOUNT = URI.create("https://ca.example/acct/1");
    private static final KeyPair KEY = KeyType.EC_P256.generate();
    private static final KeyPair NEXT = KeyType.EC_P256.generate();

    private final MemoryDisk disk = new MemoryDisk();
    private final Accounts accounts = new Accounts(disk, BASE);

    @Test
    void keepsKeyAndUrlsInOneFile() throws KeeperException {
        accounts.create(EMAIL, KEY);
        accounts.recordUrl(EMAIL, CA, ACCOUNT);
        StoredAccount found = accounts.recordUrl(EMAIL, OTHER_CA, ACCOUNT.resolve("2"));
        assertThat(found.key().getPublic()).isEqualTo(KEY.getPublic());
        assertThat(found.urls()).isEqualTo(Map.of(CA, ACCOUNT, OTHER_CA, ACCOUNT.resolve("2")));
        assertThat(disk.facts(FILE).orElseThrow().mode()).isEqualTo(0600);
        assertThat(accounts.forgetUrl(EMAIL, CA).urls()).containsOnlyKeys(OTHER_CA);
        assertThat(accounts.emails()).containsExactly(EMAIL);
    }

    @Test
    void leavesTextOfOthersAndTheKeyAsTheyAre() throws Exception {
        accounts.create(EMAIL, KEY);
        String pem = text();
        disk.put(FILE, "our main account\n\n" + pem);
        accounts.recordUrl(EMAIL, CA, ACCOUNT);
        accounts.recordUrl(EMAIL, CA, ACCOUNT.resolve("9"));
        assertThat(text()).isEqualTo("our main account\naccount: " + CA + " https://ca.example/acct/9\n\n" + pem);
    }

    @Test
    void recordingWhatIsKnownWritesNothing() throws KeeperException {
        accounts.create(EMAIL, KEY);
        accounts.recordUrl(EMAIL, CA, ACCOUNT);
        int changes = disk.changes();
        accounts.recordUrl(EMAIL, CA, ACCOUNT);
        assertThat(disk.changes()).isEqualTo(changes);
    }

    @Test
    void anExistingKeyIsNeverWrittenOver() throws KeeperException {
        accounts.create(EMAIL, KEY);
        assertThatThrownBy(() -> accounts.create(EMAIL, NEXT)).isInstanceOf(KeeperException.class);
    }

    @Test
    void aKeyThatCannotBeReadIsNoAbsence() {
        disk.put(FILE, "-----BEGIN PRIVATE KEY-----\n");
        assertThatThrownBy(() -> accounts.find(EMAIL))
                .isInstanceOf(KeeperException.class)
                .hasMessageContaining(FILE.toString());
    }

    @Test
    void aLineThatCannotBeReadIsNamed() throws Exception {
        accounts.create(EMAIL, KEY);
        disk.put(FILE, "account: https://ca.example/dir\n" + text());
        assertThatThrownBy(() -> accounts.find(EMAIL)).hasMessageContaining(FILE + ", line 1");
    }

    @Test
    void anAddressThatWouldLeaveTheDirectoryIsRefused() {
        assertThatThrownBy(() -> accounts.find("../x@example.com")).isInstanceOf(KeeperException.class);
        assertThatThrownBy(() -> accounts.create("x", KEY)).isInstanceOf(KeeperException.class);
    }

    @Test
    void theNextKeyWaitsBesideAndTakesThePlaceWithAllUrls() throws KeeperException {
        accounts.create(EMAIL, KEY);
        accounts.recordUrl(EMAIL, CA, ACCOUNT);
        assertThat(accounts.stageNextKey(EMAIL, NEXT)).isEqualTo(NEXT);
        assertThat(accounts.stageNextKey(EMAIL, KEY).getPublic()).isEqualTo(NEXT.getPublic());
        StoredAccount promoted = accounts.promoteNextKey(EMAIL, NEXT);
        assertThat(promoted.key().getPublic()).isEqualTo(NEXT.getPublic());
        assertThat(promoted.urls()).isEqualTo(Map.of(CA, ACCOUNT));
        assertThat(promoted.nextKey()).isEmpty();
        assertThat(disk.files()).contains(BASE.resolve("private/me@example.com.key.old"));
    }

    @Test
    void theKeyThatTheCasKnowComesToItsPlaceEvenWhenItsFileIsGone() throws KeeperException {
        accounts.create(EMAIL, KEY);
        accounts.stageNextKey(EMAIL, NEXT);
        accounts.dropNextKey(EMAIL);
        assertThat(accounts.promoteNextKey(EMAIL, NEXT).key().getPublic()).isEqualTo(NEXT.getPublic());
    }

    @Test
    void aDroppedNextKeyIsGone() throws KeeperException {
        accounts.create(EMAIL, KEY);
        accounts.stageNextKey(EMAIL, NEXT);
        accounts.dropNextKey(EMAIL);
        assertThat(accounts.find(EMAIL).orElseThrow().nextKey()).isEmpty();
    }

    @Test
    void aDeathDuringTheChangeLosesNeitherKey() throws KeeperException {
        accounts.create(EMAIL, KEY);
        accounts.recordUrl(EMAIL, CA, ACCOUNT);
        accounts.stageNextKey(EMAIL, NEXT);
        MemoryDisk whole = disk.copy();
        new Accounts(whole, BASE).promoteNextKey(EMAIL, NEXT);
        for (int death = 1; death <= whole.changes(); death++) {
            MemoryDisk dying = disk.copy();
            dying.dieAt(death);
            assertThatThrownBy(() -> new Accounts(dying, BASE).promoteNextKey(EMAIL, NEXT))
                    .isInstanceOf(KeeperException.class);
            dying.revive();
            StoredAccount promoted = new Accounts(dying, BASE).promoteNextKey(EMAIL, NEXT);
            assertThat(promoted.key().getPublic()).isEqualTo(NEXT.getPublic());
            assertThat(promoted.urls()).isEqualTo(Map.of(CA, ACCOUNT));
            assertThat(promoted.nextKey()).isEmpty();
        }
    }

    private String text() throws java.io.IOException {
        return new String(disk.read(FILE, PemFile.LIMIT), StandardCharsets.UTF_8);
    }
}

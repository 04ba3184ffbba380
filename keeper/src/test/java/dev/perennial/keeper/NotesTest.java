package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotesTest {
    private static final Path BASE = Path.of("/store");
    private static final Path FILE = BASE.resolve(".perennial/certs/a.example.json");
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00.123Z");

    private final MemoryDisk disk = new MemoryDisk();
    private final Notes notes = new Notes(disk, BASE);

    private static CertificateNotes full() {
        return new CertificateNotes(
                Optional.of(new CertificateNotes.PendingOrder(
                        URI.create("https://ca/dir"),
                        URI.create("https://ca/acct/1"),
                        URI.create("https://ca/order/1"))),
                Integer.MAX_VALUE,
                Optional.of("\"it\" \u001b failed"),
                Optional.of(NOW),
                Optional.of(NOW.plusSeconds(60)),
                Optional.of(new CertificateNotes.Window(
                        URI.create("https://ca.test/dir"),
                        "abc.def",
                        NOW,
                        NOW.plusSeconds(2),
                        NOW.plusSeconds(1),
                        NOW.plusSeconds(9),
                        Optional.of(URI.create("https://ca/why")))),
                Optional.of(new CertificateNotes.Revoked(NOW, "5c2f")),
                Optional.of(NOW.plusSeconds(3)));
    }

    @Test
    void whatIsWrittenReadsTheSame() throws KeeperException {
        assertThat(notes.read("a.example")).isEqualTo(CertificateNotes.EMPTY);
        notes.write("a.example", full());
        assertThat(new Notes(disk, BASE).read("a.example")).isEqualTo(full());
        assertThat(disk.facts(FILE).orElseThrow().mode()).isEqualTo(0600);
        notes.write("a.example", CertificateNotes.EMPTY.withFailure("x", NOW, NOW));
        assertThat(notes.read("a.example").failures()).isEqualTo(1);
    }

    @Test
    void nothingToRememberLeavesNoFile() throws KeeperException {
        notes.write("a.example", full());
        notes.write("a.example", CertificateNotes.EMPTY);
        assertThat(disk.files()).doesNotContain(FILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"failures\":1}",
                "{\"version\":2}",
                "{\"version\":1,\"order\":{\"directory\":\"https://ca\"}}",
                "{\"version\":1,\"retryAt\":\"soon\"}",
                "{\"version\":1,\"failures\":\"many\"}"
            })
    void whatCannotBeReadIsLostAndSaidOnce(String json) {
        disk.put(FILE, json);
        assertThat(notes.read("a.example")).isEqualTo(CertificateNotes.EMPTY);
        assertThat(notes.read("a.example")).isEqualTo(CertificateNotes.EMPTY);
        assertThat(notes.lost())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains(FILE.toString()));
    }

    @Test
    void aCountOutOfRangeSaturates() {
        disk.put(FILE, "{\"version\":1,\"failures\":99999999999}");
        assertThat(notes.read("a.example").failures()).isEqualTo(Integer.MAX_VALUE);
        disk.put(FILE, "{\"version\":1,\"failures\":-5}");
        assertThat(notes.read("a.example").failures()).isZero();
    }

    @Test
    void theNextKeyWaitsUntilItIsDropped() throws KeeperException {
        KeyPair next = notes.nextKey("a.example", KeyType.EC_P256);
        assertThat(notes.nextKey("a.example", KeyType.EC_P256).getPublic()).isEqualTo(next.getPublic());
        assertThat(notes.nextKey("a.example", new KeyType("ec-p384")).getPublic())
                .isNotEqualTo(next.getPublic());
        assertThat(disk.facts(BASE.resolve(".perennial/next/a.example.key"))
                        .orElseThrow()
                        .mode())
                .isEqualTo(0600);
        notes.dropNextKey("a.example");
        assertThat(notes.findNextKey("a.example")).isEmpty();
    }

    @Test
    void aDamagedNextKeyIsLostAndSaid() throws KeeperException {
        disk.put(BASE.resolve(".perennial/next/a.example.key"), "-----BEGIN PRIVATE KEY-----\n");
        assertThat(notes.findNextKey("a.example")).isEmpty();
        assertThat(notes.lost()).hasSize(1);
        assertThat(notes.nextKey("a.example", KeyType.EC_P256)).isNotNull();
    }

    @Test
    void forgettingRemovesBoth() throws KeeperException {
        notes.write("a.example", full());
        notes.nextKey("a.example", KeyType.EC_P256);
        notes.forget("a.example");
        assertThat(notes.read("a.example")).isEqualTo(CertificateNotes.EMPTY);
        assertThat(notes.findNextKey("a.example")).isEmpty();
    }

    @Test
    void noNameLeavesTheDirectory() {
        assertThatIllegalArgumentException().isThrownBy(() -> notes.read("../../etc/passwd"));
    }
}

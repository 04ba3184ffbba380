package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is there and cannot be read: reported, left alone, and nobody else's business. */
class DamageTest {
    @TempDir
    private Path base;

    private Rig rig;

    @BeforeEach
    void issue() throws Exception {
        rig = new Rig(base);
        for (String name : List.of("a.example", "b.example")) {
            assertThat(rig.keeper().create(name, Rig.wish(name), false)).isInstanceOf(Outcome.Issued.class);
        }
        rig.time.advance(Duration.ofDays(61));
        rig.events.clear();
    }

    private byte[] damage(String place, String content) throws Exception {
        Path file = base.resolve(place);
        Files.createDirectories(file.getParent());
        return Files.readAllBytes(Files.writeString(file, content));
    }

    private static Outcome of(String name, List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "certs/a.example.pem, 'names: a.example\nacount: me@example.com\n'",
        "certs/a.example.pem, 'names: a.example\n-----BEGIN CERTIFICATE-----\nMIIB'",
        "certs/a.example.pem, ''",
        "private/a.example.key, ''",
        "private/a.example.key, '-----BEGIN PRIVATE KEY-----\nMIG'",
        "private/a.example.key, 'rubbish'"
    })
    void aDamagedFileOfAPairIsReportedAndTheOtherPairIsRenewed(String place, String content) throws Exception {
        byte[] damaged = damage(place, content.replace("\\n", "\n"));
        int orders = rig.ca.ordersPlaced();

        List<Outcome> outcomes = rig.keeper().renew(List.of(), false);

        assertThat(of("a.example", outcomes))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains(place));
        assertThat(of("b.example", outcomes)).isInstanceOf(Outcome.Issued.class);
        assertThat(rig.ca.ordersPlaced() - orders).isEqualTo(1);
        assertThat(base.resolve(place)).hasBinaryContent(damaged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-----BEGIN PRIVATE KEY-----", "rubbish"})
    void aDamagedAccountKeyIsReportedAndNoOtherAccountIsMade(String content) throws Exception {
        byte[] damaged = damage("private/me@example.com.key", content);
        int orders = rig.ca.ordersPlaced();
        long accounts = accounts();

        assertThat(rig.keeper().renew(List.of(), false))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.reason()).contains("private/me@example.com.key")));

        assertThat(rig.ca.ordersPlaced()).isEqualTo(orders);
        assertThat(accounts()).isEqualTo(accounts);
        assertThat(base.resolve("private/me@example.com.key")).hasBinaryContent(damaged);
    }

    private long accounts() {
        return rig.ca.requests.stream().filter(r -> r.contains("account")).count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".perennial/certs/a.example.json",
                ".perennial/next/a.example.key",
                ".perennial/ledger.json",
                ".perennial/runs.json",
                ".perennial/proofs/x.json"
            })
    void aDamagedNoteIsSaidAndKeepsNothingFromBeingRenewed(String place) throws Exception {
        damage(place, "{\"version\": 99}");

        List<Outcome> outcomes = rig.keeper().renew(List.of(), false);

        assertThat(outcomes).hasSize(2).allMatch(Outcome.Issued.class::isInstance);
        assertThat(rig.notices()).anyMatch(text -> text.contains(place));
    }

    @Test
    void aHookThatOthersMayChangeIsNotRunAndTheCertificateStays() throws Exception {
        Path hook = Files.createDirectories(base.resolve("hooks")).resolve("reload");
        Files.setPosixFilePermissions(
                Files.writeString(hook, "#!/bin/sh\n"), PosixFilePermissions.fromString("rwxrwxrwx"));

        List<Outcome> outcomes = rig.keeper().renew(List.of(), false);

        assertThat(outcomes)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.reason())
                                        .contains("hooks/reload", "can be changed by others")));
        assertThat(rig.store().chain("a.example").getFirst().getNotAfter().toInstant())
                .isAfter(rig.time.instant().plus(Duration.ofDays(80)));
    }

    @Test
    void aHookThatIsNotExecutableIsPassedOverAndSaid() throws Exception {
        Files.writeString(Files.createDirectories(base.resolve("hooks")).resolve("reload"), "#!/bin/sh\n");

        assertThat(rig.keeper().renew(List.of(), false)).hasSize(2).allMatch(Outcome.Issued.class::isInstance);

        assertThat(rig.notices()).anyMatch(text -> text.contains("reload"));
    }
}

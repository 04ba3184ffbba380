package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is full, or has been mounted read-only; needs the right to mount one. */
class FullDiskTest {
    private static final String NAME = "full.example";

    @TempDir
    private Path mount;

    private ChallengeServer dns;
    private Pebble pebble;
    private Perennial perennial;

    @BeforeEach
    void open() {
        assumeTrue(
                Programs.run("mount", "-t", "tmpfs", "-o", "size=512k,mode=755", "tmpfs", mount.toString())
                                .code()
                        == 0,
                "no file system can be mounted here");
        dns = ChallengeServer.start();
        pebble = Pebble.with().dns(dns.dns()).start();
        perennial = Perennial.towards(pebble, dns.dns(), mount.resolve("store"));
        assertThat(perennial.issue(NAME).code()).isZero();
    }

    @AfterEach
    void close() {
        if (pebble != null) {
            perennial.close();
            pebble.close();
            dns.close();
            assertThat(Programs.run("umount", mount.toString()).code()).isZero();
        }
    }

    @Test
    void aFullDiskIsToldLeavesThePairAndIsOverWhenThereIsRoom() throws IOException {
        String chain = Files.readString(perennial.certificate(NAME));
        fill();

        Perennial.Run full = perennial.run("renew", NAME, "--force");

        assertThat(full.code()).as(full.all()).isEqualTo(1);
        assertThat(full.err()).contains("No space left on device");
        assertThat(perennial.certificate(NAME)).hasContent(chain);
        assertFits();

        Files.delete(mount.resolve("filler"));
        Perennial.Run roomy = perennial.run("renew", NAME, "--force");
        assertThat(roomy.code()).as(roomy.all()).isZero();
        assertThat(Files.readString(perennial.certificate(NAME))).isNotEqualTo(chain);
        assertFits();
    }

    @Test
    void aDiskThatCannotBeWrittenIsToldAndLooksAreStillPossible() {
        assertThat(Programs.run("mount", "-o", "remount,ro", mount.toString()).code())
                .isZero();

        Perennial.Run renew = perennial.run("renew", NAME, "--force");

        assertThat(renew.code()).as(renew.all()).isEqualTo(1);
        assertThat(renew.err()).contains("Read-only file system");
        assertThat(perennial.run("status").out()).contains(NAME);
        assertFits();
        assertThat(Programs.run("mount", "-o", "remount,rw", mount.toString()).code())
                .isZero();
    }

    private void assertFits() {
        assertThat(Certificates.fit(perennial.certificate(NAME), perennial.key(NAME)))
                .isTrue();
    }

    /** To the last byte, in blocks that get smaller. */
    private void fill() throws IOException {
        try (var out = Files.newOutputStream(mount.resolve("filler"))) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}

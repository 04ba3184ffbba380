package dev.perennial.devca.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final String LONG = "x".repeat(10_000);

    @TempDir
    Path directory;

    private List<String> replayed() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Journal journal = Journal.open(directory)) {
            journal.replay((table, value) -> lines.add(table + " " + value.requiredString("v")));
        }
        return lines;
    }

    @Test
    void theNewestStateOfEachObjectComesBackInTheOrderInWhichTheyCameToBe() throws Exception {
        try (Journal journal = Journal.open(directory)) {
            journal.write("a", "1", Map.of("v", "first"));
            journal.write("b", "1", Map.of("v", "of another table"));
            journal.write("a", "1", Map.of("v", "changed"));
        }
        assertThat(replayed()).containsExactly("a changed", "b of another table");
    }

    @Test
    void anIdentityMayHoldAnything() throws Exception {
        try (Journal journal = Journal.open(directory)) {
            journal.write("a", "\",\"value\":{}", Map.of("v", "ü,\"value\":"));
            journal.write("a", "n\nl", Map.of("v", "kept"));
            journal.forget("a", "n\nl");
        }
        assertThat(replayed()).containsExactly("a ü,\"value\":");
    }

    @Test
    void whatWasForgottenMayComeAgain() throws Exception {
        try (Journal journal = Journal.open(directory)) {
            journal.write("a", "1", Map.of("v", "once"));
            journal.forget("a", "1");
            journal.write("a", "1", Map.of("v", "again"));
        }
        assertThat(replayed()).containsExactly("a again");
    }

    @Test
    void aJournalThatIsMostlySupersededIsWrittenAnewWhileItIsUsed() throws Exception {
        long largest = 0;
        try (Journal journal = Journal.open(directory)) {
            for (int i = 0; i < 3000; i++) {
                journal.write("a", Integer.toString(i % 10), Map.of("v", i + LONG));
                largest = Math.max(largest, Files.size(directory.resolve("journal.jsonl")));
            }
            journal.force();
        }
        assertThat(largest).isLessThan(10_000_000);
        assertThat(replayed()).hasSize(10).first().isEqualTo("a 2990" + LONG);
        assertThat(directory).isDirectoryNotContaining("glob:**journal.new");
    }

    @Test
    void whoIsInterruptedWhileWritingHarmsNobodyElse() throws Exception {
        try (Journal journal = Journal.open(directory)) {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 2000; i++) {
                journal.write("a", "1", Map.of("v", LONG));
            }
            journal.force();
            assertThat(Thread.interrupted()).isTrue();
            journal.write("a", "2", Map.of("v", "after"));
        }
        assertThat(replayed()).hasSize(2).last().isEqualTo("a after");
    }

    @Test
    void whatALeftoverOfACompactionHoldsDoesNotMatter() throws Exception {
        try (Journal journal = Journal.open(directory)) {
            journal.write("a", "1", Map.of("v", "kept"));
        }
        Files.writeString(directory.resolve("journal.new"), "half a li");
        assertThat(replayed()).containsExactly("a kept");
    }

    @Test
    void aClosedJournalTakesNoChange() throws Exception {
        Journal journal = Journal.open(directory);
        journal.close();
        assertThatThrownBy(() -> journal.write("a", "1", Map.of("v", "lost"))).isInstanceOf(UncheckedIOException.class);
    }
}

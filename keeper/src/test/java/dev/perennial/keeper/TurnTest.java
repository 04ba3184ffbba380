package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer after the other. */
class TurnTest {
    @TempDir
    Path basedir;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    private final List<Event> events = new ArrayList<>();
    private Store store;

    @BeforeEach
    void open() {
        store = new Store(new RealDisk(), basedir, CaDirectory.bundled());
    }

    private Turn turn(TimeSource clock) {
        return new Turn(store, clock, events::add);
    }

    @Test
    void whoComesSecondWaitsForTheFirstAndSaysForWhom() throws Exception {
        Disk.Lock first = store.lock("renew");
        TimeSource clock = new TimeSource() {
            @Override
            public Instant instant() {
                return time.instant();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                time.sleep(duration);
                if (time.instant().isAfter(Instant.parse("2026-11-24T08:01:00Z"))) {
                    first.close();
                }
            }
        };

        turn(clock).take("new").close();

        assertThat(time.instant()).isBefore(Instant.parse("2026-11-24T08:01:03Z"));
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.Notice.class,
                        notice -> assertThat(notice.text())
                                .startsWith("waiting for \"renew\" (pid "
                                        + ProcessHandle.current().pid())
                                .endsWith(" to end, 10 minutes at most"));
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        try (Disk.Lock first = store.lock("renew")) {
            assertThat(first).isNotNull();

            assertThatThrownBy(() -> turn(time).take("new"))
                    .isInstanceOfSatisfying(
                            KeeperException.class, e -> assertThat(e.retryAt()).isPresent())
                    .hasMessageContaining("in use by \"renew\"");
        }
        assertThat(Duration.between(Instant.parse("2026-11-24T08:00:00Z"), time.instant()))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void aHookDoesNotWaitForTheCommandThatWaitsForIt() throws Exception {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        String self = Long.toString(ProcessHandle.current().pid());
        try (Disk.Lock first = store.lock("renew")) {
            assertThat(first).isNotNull();
            Path lock = basedir.resolve(".perennial/lock");
            String owner = store.lockOwner().replace("pid " + self, "pid " + parent.pid());
            assertThat(LockOwner.waitsForUs(owner)).isTrue();
            assertThat(LockOwner.waitsForUs(store.lockOwner())).isFalse();
            assertThat(LockOwner.waitsForUs(owner.replace(" on ", " on other-")))
                    .isFalse();
            assertThat(Files.exists(lock)).isTrue();
        }
    }

    @Test
    void whatStandsInALockFileIsNotBelieved() {
        assertThat(LockOwner.waitsForUs("")).isFalse();
        assertThat(LockOwner.waitsForUs("(pid 99999999999999999999 on x)")).isFalse();
        assertThat(LockOwner.waitsForUs("(pid 0)")).isFalse();
    }
}

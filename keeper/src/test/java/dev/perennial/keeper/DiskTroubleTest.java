package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.PrivateKeys;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that is full, read-only or broken, at each change of a renewal: once, and from there on. */
class DiskTroubleTest {
    private static final String NAME = "a.example";

    private Rig rig;

    @BeforeEach
    void issue() throws Exception {
        rig = new Rig();
        assertThat(rig.keeper().create(NAME, Rig.wish(NAME), false)).isInstanceOf(Outcome.Issued.class);
    }

    private interface Trouble {
        void at(int change);
    }

    @Test
    void oneChangeThatFailsIsToldAndNothingIsLost() throws Exception {
        everyChange(rig.disk::failAt);
    }

    @Test
    void aDiskThatTakesNothingMoreIsToldAndNothingIsLost() throws Exception {
        everyChange(rig.disk::dieAt);
    }

    private void everyChange(Trouble trouble) throws Exception {
        int before = rig.disk.changes();
        renew();
        int changes = rig.disk.changes() - before;
        assertThat(changes).isGreaterThan(10);
        for (int change = 1; change <= changes; change++) {
            X509Certificate leaf = rig.store().chain(NAME).getFirst();
            int orders = rig.ca.ordersPlaced();
            rig.events.clear();
            trouble.at(change);

            String told = tell();
            rig.disk.revive();
            boolean renewed = !rig.store().chain(NAME).getFirst().equals(leaf);

            if (!renewed) {
                assertThat(told + rig.events).as("change " + change).contains("di");
            }
            renewIfNeeded(leaf);
            assertFits("change " + change);
            assertThat(rig.ca.ordersPlaced() - orders).as("change " + change).isBetween(1, 2);
        }
    }

    /** What a failing run says; it may also have been able to do without what failed. */
    private String tell() throws InterruptedException {
        try {
            return rig.keeper().renew(List.of(NAME), true).toString();
        } catch (KeeperException e) {
            return e.getMessage();
        }
    }

    private void renewIfNeeded(X509Certificate leaf) throws Exception {
        rig.store().repair();
        if (rig.store().chain(NAME).getFirst().equals(leaf)) {
            renew();
        }
    }

    private void renew() throws Exception {
        assertThat(rig.keeper().renew(List.of(NAME), true)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    private void assertFits(String when) throws KeeperException {
        X509Certificate leaf = rig.store().chain(NAME).getFirst();
        assertThat(PrivateKeys.matches(rig.store().key(NAME).orElseThrow(), leaf.getPublicKey()))
                .as(when)
                .isTrue();
        assertThat(Optional.of(rig.disk.files()).stream()
                        .flatMap(List::stream)
                        .filter(file -> file.toString().endsWith(".tmp")))
                .as(when + ": half-written files")
                .isEmpty();
    }
}

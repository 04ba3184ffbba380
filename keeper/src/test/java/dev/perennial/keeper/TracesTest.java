package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.DnsName;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Proofs in place are noted, so that a killed run leaves nothing behind for ever. */
class TracesTest {
    private static final Path BASE = Path.of("/store");
    private static final ChallengeLine LINE = ChallengeLine.parse("http-01 webroot=\"/var/www/a site\"");

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    private final MemoryDisk disk = new MemoryDisk();
    private final List<Event> events = new ArrayList<>();
    /** What stands, by its token. */
    private final Map<String, ProofRequest> standing = new LinkedHashMap<>();

    private final List<ProofRequest> withdrawn = new ArrayList<>();
    private boolean broken;

    private final Run run = new Run(
            new World(time, new Random(1), disk, (p, a, e, t) -> new ProgramRunner.Result(0, false, ""), (d, r) -> {
                throw new IllegalStateException("no CA is needed");
            }),
            Settings.of(BASE),
            CaDirectory.bundled(),
            (publicTrust, notices) ->
                    List.of(line -> line.type().equals("http-01") ? Optional.of(new Web()) : Optional.empty()),
            new Desk(),
            events::add);

    private final class Web implements Solver {
        @Override
        public String name() {
            return "web";
        }

        @Override
        public String challengeType() {
            return "http-01";
        }

        @Override
        public boolean leavesTraces() {
            return true;
        }

        @Override
        public Proof present(ProofRequest request) throws SolverException {
            assertThat(notes()).as("noted before it stands").isNotEmpty();
            if (broken) {
                throw new SolverException("read-only", "");
            }
            String token = request.challenge().token().orElseThrow();
            standing.put(token, request);
            return new Proof() {
                @Override
                public void await() {}

                @Override
                public void close() {
                    if (standing.remove(token) != null) {
                        assertThat(notes()).as("noted while it stands").isNotEmpty();
                    }
                }
            };
        }

        @Override
        public void withdraw(ProofRequest request) throws SolverException {
            if (broken) {
                throw new SolverException("read-only", "mend it");
            }
            withdrawn.add(request);
            standing.remove(request.challenge().token().orElseThrow());
        }
    }

    private List<Path> notes() {
        return disk.files().stream()
                .filter(file -> file.startsWith(BASE.resolve(".perennial/proofs"))
                        && file.toString().endsWith(".json"))
                .toList();
    }

    private static ProofRequest request(String name, String token) {
        Challenge challenge = new Challenge(
                "http-01",
                URI.create("https://ca.test/challenge/" + token),
                Challenge.Status.PENDING,
                Optional.empty(),
                Optional.empty(),
                Optional.of(token),
                List.of(),
                Optional.empty(),
                List.of());
        return new ProofRequest(DnsName.parse(name), challenge, "thumbprint", URI.create("https://ca.test/account/1"));
    }

    private Solver noting() {
        return new Traces(run).noting("shop", LINE, new Web());
    }

    private List<String> told() {
        return events.stream().map(event -> ((Event.Notice) event).text()).toList();
    }

    @Test
    void aProofTakenAwayInTimeLeavesNoNote() throws Exception {
        Solver.Proof proof = noting().present(request("a.example", "one"));
        proof.close();
        proof.close();

        assertThat(notes()).isEmpty();
        new Traces(run).sweep();
        assertThat(events).isEmpty();
    }

    @Test
    void whatAKilledRunLeftIsTakenAway() throws Exception {
        noting().present(request("a.example", "one"));
        noting().present(request("b.example", "two"));

        new Traces(run).sweep();

        assertThat(standing).isEmpty();
        assertThat(withdrawn).containsExactlyInAnyOrder(request("a.example", "one"), request("b.example", "two"));
        assertThat(notes()).isEmpty();
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "took away the proof of a.example that an interrupted run had left (web)",
                        "took away the proof of b.example that an interrupted run had left (web)");
        assertThat(events).allMatch(event -> event.name().equals("shop"));
    }

    @Test
    void whatCannotBeTakenAwayIsTriedAgainForAMonth() throws Exception {
        noting().present(request("a.example", "one"));
        broken = true;

        new Traces(run).sweep();
        assertThat(told())
                .containsExactly("could not take away the proof of a.example that an interrupted run had left:"
                        + " read-only (mend it)");
        assertThat(notes()).hasSize(1);

        time.advance(Duration.ofDays(31));
        new Traces(run).sweep();
        assertThat(notes()).isEmpty();
    }

    @Test
    void aProofThatDidNotComeAboutLeavesNoNote() {
        broken = true;

        assertThatThrownBy(() -> noting().present(request("a.example", "one"))).isInstanceOf(SolverException.class);

        assertThat(notes()).isEmpty();
    }

    @Test
    void aDamagedNoteIsReportedAndKeepsNoOtherFromBeingObeyed() throws Exception {
        noting().present(request("a.example", "one"));
        disk.put(BASE.resolve(".perennial/proofs/0.json"), "{\"version\":1,\"name\":");
        disk.put(BASE.resolve(".perennial/proofs/1.json"), "{\"version\":2}");
        disk.put(BASE.resolve(".perennial/proofs/2.json"), "{\"version\":1,\"name\":\"x\",\"line\":\"no type\"}");

        new Traces(run).sweep();

        assertThat(standing).isEmpty();
        assertThat(notes()).hasSize(3);
        assertThat(told()).filteredOn(text -> text.contains("cannot be read")).hasSize(3);
    }

    @Test
    void aDeathAtAnyStepLeavesNothingThatTheNextRunDoesNotTakeAway() throws Exception {
        noting().present(request("a.example", "one")).close();
        int before = disk.changes();
        noting().present(request("a.example", "two")).close();
        int changes = disk.changes() - before;
        assertThat(changes).isGreaterThan(3);
        for (int death = 1; death <= changes; death++) {
            disk.dieAt(death);
            try {
                noting().present(request("a.example", "again")).close();
            } catch (SolverException e) {
                assertThat(standing).isEmpty();
            }
            disk.revive();

            new Traces(run).sweep();

            assertThat(standing).as("death at change " + death).isEmpty();
            assertThat(notes()).isEmpty();
        }
    }

    @Test
    void whatLeavesNoTracesIsNotNoted() {
        Solver listener = new Solver() {
            @Override
            public String name() {
                return "listener";
            }

            @Override
            public String challengeType() {
                return "http-01";
            }

            @Override
            public Proof present(ProofRequest request) {
                throw new IllegalStateException("not asked");
            }
        };

        assertThat(new Traces(run).noting("shop", LINE, listener)).isSameAs(listener);
    }
}

package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.Challenge;
import dev.perennial.acme.ExternalAccount;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** The engine over a disk in memory, towards a CA in memory that takes every proof. */
final class Rig implements Questions {
    static final Path BASE = Path.of("/store");
    static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    final VirtualTime time = new VirtualTime(START);
    final MemoryDisk disk = new MemoryDisk();
    private final Disk used;
    private final Path base;
    final List<Event> events = new ArrayList<>();
    final FakeCa ca;
    /** How far the CA's clock is ahead of this machine's. */
    Duration ahead = Duration.ZERO;
    /** What becomes of the CA's answers on their way. */
    UnaryOperator<Transport.Response> way = response -> response;

    Rig() throws Exception {
        this.used = disk;
        this.base = BASE;
        ca = new FakeCa(() -> time.instant().plus(ahead));
    }

    /** Over a real disk. */
    Rig(Path base) throws Exception {
        this.used = Disk.system();
        this.base = base;
        ca = new FakeCa(() -> time.instant().plus(ahead));
    }

    /** A new process. */
    Keeper keeper() {
        return new Keeper(
                new World(
                        time, new Random(1), used, (p, a, e, t) -> new ProgramRunner.Result(0, false, ""), this::open),
                CaDirectory.bundled(),
                (publicTrust, notices) -> List.of(line -> Optional.of(new Standing(line.type()))),
                Settings.of(base),
                this,
                events::add);
    }

    Store store() {
        return new Store(used, base, CaDirectory.bundled());
    }

    /** A wish that this CA grants. */
    static Wish wish(String name) throws KeeperException {
        return Header.parse("names: " + name + "\naccount: me@example.com\nca: " + FakeCa.BASE + "dir\n"
                        + "challenge: http-01 webroot=/nowhere\n")
                .orElseThrow();
    }

    List<String> notices() {
        return events.stream()
                .filter(Event.Notice.class::isInstance)
                .map(event -> ((Event.Notice) event).text())
                .toList();
    }

    private AcmeClient open(URI directory, Optional<Path> root) {
        Transport transport = new Transport() {
            @Override
            public Response exchange(Request request) throws AcmeException {
                return way.apply(ca.exchange(request));
            }

            @Override
            public void close() {}
        };
        return new AcmeClient(directory, transport, time);
    }

    private record Standing(String challengeType) implements Solver {
        @Override
        public String name() {
            return challengeType.equals(Challenge.HTTP_01) ? "web" : "other";
        }

        @Override
        public Proof present(ProofRequest request) {
            return new Proof() {
                @Override
                public void await() {}

                @Override
                public void close() {}
            };
        }
    }

    @Override
    public boolean agreeToTerms(String ca, URI terms) {
        return true;
    }

    @Override
    public ExternalAccount externalAccount(String ca) throws KeeperException {
        throw new KeeperException("no binding", "");
    }
}

package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.ExternalAccount;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** The engine with disk, time and a CA in memory, which calls itself Let's Encrypt. */
final class Bench {
    static final Path BASE = Path.of("/store");
    static final URI DIRECTORY = URI.create("https://acme-v02.api.letsencrypt.org/directory");

    final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    final MemoryDisk disk = new MemoryDisk();
    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    final FakeCa ca = new FakeCa(time, DIRECTORY);
    boolean losesAnswers;
    int parallel = 1;
    ProgramRunner programs = (p, a, e, t) -> new ProgramRunner.Result(0, false, "");
    /** Stands between the keeper and the CA, in the thread of the request. */
    Wire wire = request -> {};

    Keeper keeper;

    Bench() throws Exception {
        keeper = keeper(Settings.Trigger.PERSON, events::add);
    }

    /** Another process: it knows only what is on the disk. */
    Keeper keeper(Settings.Trigger trigger, Consumer<Event> listener) {
        Settings usual = Settings.of(BASE);
        return new Keeper(
                new World(
                        time,
                        new Random(1),
                        disk,
                        (p, a, e, t) -> programs.run(p, a, e, t),
                        (directory, root) -> new AcmeClient(directory, transport(), time)),
                CaDirectory.bundled(),
                (publicTrust, notices) -> List.of(line -> Optional.of(new Standing())),
                new Settings(
                        usual.basedir(),
                        usual.grace(),
                        usual.caRoot(),
                        usual.deadline(),
                        usual.hookTimeout(),
                        usual.command(),
                        trigger,
                        parallel),
                new Yes(),
                listener);
    }

    Outcome create(String... names) throws Exception {
        return keeper.create(names[0], wish(names), false);
    }

    /** What a timer does. */
    List<Outcome> timer() throws Exception {
        return keeper(Settings.Trigger.TIMER, events::add).renew(List.of(), false);
    }

    void drop(String name) throws KeeperException {
        disk.put(BASE.resolve("certs").resolve(name + ".pem"), Header.format(wish(name)));
    }

    static Wish wish(String... names) throws KeeperException {
        return Header.parse("names: " + String.join(" ", names) + "\naccount: me@example.com\nca: letsencrypt\n"
                        + "challenge: http-01 webroot=/nowhere\n")
                .orElseThrow();
    }

    interface Wire {
        void pass(Transport.Request request) throws InterruptedException;
    }

    private Transport transport() {
        return new Transport() {
            @Override
            public Response exchange(Request request) throws AcmeException, InterruptedException {
                wire.pass(request);
                Response response = ca.exchange(request);
                if (losesAnswers && request.url().getPath().equals("/order")) {
                    throw new AcmeException.Unreachable("connection lost", new IOException("reset"));
                }
                return response;
            }

            @Override
            public void close() {}
        };
    }

    private static final class Standing implements Solver {
        @Override
        public String challengeType() {
            return "http-01";
        }

        @Override
        public String name() {
            return "http-01 standing";
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

    private static final class Yes implements Questions {
        @Override
        public boolean agreeToTerms(String authority, URI terms) {
            return true;
        }

        @Override
        public ExternalAccount externalAccount(String authority) throws KeeperException {
            throw new KeeperException("no external account here", "");
        }
    }
}

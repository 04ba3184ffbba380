package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.ExternalAccount;
import dev.perennial.acme.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** The engine with a disk and CAs in memory, and a person whose answers the test chooses. */
final class Desk implements Questions {
    static final Path BASE = Path.of("/store");

    final MemoryDisk disk = new MemoryDisk();
    final Accounts accounts = new Accounts(disk, BASE);
    final List<Event> events = new ArrayList<>();
    boolean agrees = true;
    Optional<ExternalAccount> binding = Optional.empty();
    int bindingsAsked;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    private final Map<URI, FakeCa> cas = new HashMap<>();
    final Keeper keeper = new Keeper(
            new World(time, new Random(1), disk, (p, a, e, t) -> new ProgramRunner.Result(0, false, ""), this::connect),
            CaDirectory.bundled(),
            (publicTrust, notices) -> List.of(),
            Settings.of(BASE),
            this,
            events::add);

    FakeCa open(String directory) throws Exception {
        FakeCa ca = new FakeCa(time, URI.create(directory));
        cas.put(URI.create(directory), ca);
        return ca;
    }

    StoredAccount account(String email) throws KeeperException {
        return accounts.required(email);
    }

    /** A new engine's work: no connection of an earlier one is used. */
    Registrar registrar() {
        return new Registrar(keeper.run());
    }

    AcmeClient client(String directory) {
        return connect(URI.create(directory), Optional.empty());
    }

    private AcmeClient connect(URI directory, Optional<Path> root) {
        FakeCa ca = Objects.requireNonNull(cas.get(directory));
        Transport open = new Transport() {
            @Override
            public Response exchange(Request request) throws AcmeException {
                return ca.exchange(request);
            }

            @Override
            public void close() {}
        };
        return new AcmeClient(directory, open, time);
    }

    @Override
    public boolean agreeToTerms(String ca, URI terms) {
        return agrees;
    }

    @Override
    public ExternalAccount externalAccount(String ca) throws KeeperException {
        bindingsAsked++;
        return binding.orElseThrow(() -> new KeeperException("no binding for " + ca, "--eab-kid"));
    }
}

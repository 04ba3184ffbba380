package dev.perennial.cli;

import dev.perennial.acme.Solver;
import dev.perennial.acme.TimeSource;
import dev.perennial.dns.Addresses;
import dev.perennial.dns.DnsSettings;
import dev.perennial.dns.DnsSolvers;
import dev.perennial.dns.Lookup;
import dev.perennial.dns.Programs;
import dev.perennial.keeper.ChallengeLine;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.ProgramRunner;
import dev.perennial.keeper.SolverFactory;
import dev.perennial.keeper.SolverKit;
import dev.perennial.keeper.solver.AddressLookup;
import dev.perennial.keeper.solver.WebSolvers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The solvers of the product, shared by all certificates of a run; made for the first of them: most runs need none. */
final class AllSolvers implements SolverKit {
    private final EngineFactory.Run run;
    private final ProgramRunner programs;
    private final TimeSource time;
    private @Nullable Made made;

    private record Made(WebSolvers web, DnsSolvers dns) {}

    AllSolvers(EngineFactory.Run run, ProgramRunner programs, TimeSource time) {
        this.run = run;
        this.programs = programs;
        this.time = time;
    }

    @Override
    public List<SolverFactory> factories(boolean publicTrust, Consumer<String> notices) {
        Made solvers = made();
        return List.of(solvers.web.factory(publicTrust, notices), line -> dns(solvers.dns, line));
    }

    private synchronized Made made() {
        Made present = made;
        if (present == null) {
            present = new Made(new WebSolvers(selfTest()), new DnsSolvers(dnsSettings()));
            made = present;
        }
        return present;
    }

    private Optional<AddressLookup> selfTest() {
        if (!run.selfTest()) {
            return Optional.empty();
        }
        return Optional.of(run.resolver()
                .<AddressLookup>map(resolver -> name -> addresses(resolver, name))
                .orElseGet(AddressLookup::system));
    }

    private static List<InetAddress> addresses(Lookup resolver, String name) throws IOException, InterruptedException {
        return switch (resolver.addresses(name)) {
            case Addresses.Found found -> found.addresses();
            case Addresses.Absent absent -> throw new UnknownHostException(name + " " + absent.reason());
            case Addresses.Failed failed -> throw new IOException(failed.reason());
        };
    }

    private DnsSettings dnsSettings() {
        Path hooks = run.settings().basedir().resolve("hooks").resolve("dns");
        return new DnsSettings(
                run.resolver().orElseGet(Lookup::system), hooks, this::runProgram, new Watchers(run.events()), time);
    }

    private Programs.Result runProgram(Path program, List<String> arguments, Duration timeout)
            throws IOException, InterruptedException {
        ProgramRunner.Result result = programs.run(program, arguments, Map.of(), timeout);
        return new Programs.Result(result.exitCode(), result.timedOut(), result.output());
    }

    private static Optional<Solver> dns(DnsSolvers solvers, ChallengeLine line) throws KeeperException {
        try {
            return solvers.create(line.type(), line.method(), line.options());
        } catch (IllegalArgumentException e) {
            throw new KeeperException(
                    "challenge " + line.type() + ": " + e.getMessage(), "correct the challenge line", e);
        }
    }
}

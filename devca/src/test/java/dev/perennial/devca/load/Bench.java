package dev.perennial.devca.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;

/** The load on devca and Pebble in turn, and on devca for long; see {@code bench/load/run}. */
final class Bench {
    private static final int CLIENTS = 32;
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:FlightRecorderOptions=stackdepth=128");

    private final PrintStream out;
    private final Responder responder;

    private Bench(PrintStream out, Responder responder) {
        this.out = out;
        this.responder = responder;
    }

    /** Two rounds against a CA that is there, the first to warm up: URL of the directory, file with its root, port of http-01. */
    private static boolean against(int issuances, URI directory, Path root, int httpPort) throws Exception {
        try (Responder answers = new Responder(httpPort)) {
            Bench bench = new Bench(System.out, answers);
            try (Load load = bench.load(directory, ServerProcess.trusting(Files.readString(root)))) {
                for (int round = 0; round < 2; round++) {
                    Load.Outcome outcome = load.issue(issuances);
                    bench.print("issuances/s %.1f", outcome.perSecond());
                    if (outcome.failure() != null) {
                        bench.print("no further after %d: %s", outcome.issued(), outcome.failure());
                        return false;
                    }
                }
                return true;
            }
        }
    }

    /** Arguments: {@code compare ISSUANCES ROUNDS}, {@code phases ISSUANCES}, {@code soak ISSUANCES [DIRECTORY]} or {@code
     * against ISSUANCES DIRECTORY-URL ROOT-FILE HTTP-PORT}. */
    public static void main(String[] arguments) throws Exception {
        try (Responder responder = new Responder()) {
            Bench bench = new Bench(System.out, responder);
            int issuances = Integer.parseInt(arguments[1]);
            List<String> more = List.of(arguments).subList(2, arguments.length);
            boolean good = switch (arguments[0]) {
                case "compare" -> bench.compare(issuances, Integer.parseInt(more.getFirst()));
                case "phases" -> bench.phases(issuances, more);
                case "against" ->
                    against(issuances, URI.create(more.get(0)), Path.of(more.get(1)), Integer.parseInt(more.get(2)));
                case "soak" -> bench.soak(issuances, more);
                default -> throw new IllegalArgumentException(arguments[0]);
            };
            System.exit(good ? 0 : 1);
        }
    }

    private ServerProcess devca(List<String> state) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("0", Integer.toString(responder.port()), "10000"));
        arguments.addAll(state);
        return ServerProcess.start(JVM, arguments);
    }

    private Load load(URI directory, SSLSocketFactory tls) throws IOException {
        return Load.prepare(directory, tls, responder, CLIENTS);
    }

    /** Pebble is started anew for every round, as one that hangs does not come back. */
    private boolean compare(int issuances, int rounds) throws Exception {
        try (PlainDns dns = new PlainDns();
                ServerProcess devca = devca(List.of());
                Load onDevca = load(devca.directory(), devca.tls())) {
            print("%d clients, http-01, %d issuances a round; round 0 is for warming up", CLIENTS, issuances);
            print(
                    "%-9s %9s %8s %8s %16s %16s %8s",
                    "", "per s", "p50 ms", "p99 ms", "server CPU ms", "client CPU ms", "RSS MB");
            boolean good = true;
            for (int round = 0; round <= rounds; round++) {
                good &= measure("devca " + round, devca.process(), onDevca, issuances);
                try (PebbleProcess pebble = PebbleProcess.start(responder.port(), dns);
                        Load onPebble = load(pebble.directory(), pebble.tls())) {
                    measure("Pebble " + round, pebble.process(), onPebble, issuances);
                }
            }
            phases(devca, onDevca, issuances);
            return good;
        }
    }

    private boolean measure(String name, Process process, Load load, int issuances)
            throws IOException, InterruptedException {
        Duration server = ServerProcess.cpu(process);
        Duration client = ownCpu();
        Load.Outcome outcome = load.issue(issuances);
        print(
                "%-9s %9.1f %8d %8d %16.2f %16.2f %8d",
                name,
                outcome.perSecond(),
                outcome.millis(0.5),
                outcome.millis(0.99),
                each(ServerProcess.cpu(process).minus(server), outcome.issued()),
                each(ownCpu().minus(client), outcome.issued()),
                ServerProcess.resident(process) >> 20);
        if (outcome.failure() != null) {
            print("%s: no further after %d issuances: %s", name, outcome.issued(), outcome.failure());
        }
        return outcome.failure() == null;
    }

    private boolean phases(int issuances, List<String> state) throws IOException, InterruptedException {
        try (ServerProcess devca = devca(state);
                Load load = load(devca.directory(), devca.tls())) {
            load.issue(issuances);
            boolean good = measure("devca", devca.process(), load, issuances);
            phases(devca, load, issuances);
            return good;
        }
    }

    private void phases(ServerProcess devca, Load load, int issuances) throws IOException, InterruptedException {
        Path recording = Files.createTempFile("devca", ".jfr");
        devca.order("record " + recording);
        Load.Outcome outcome = load.issue(issuances);
        devca.order("stop");
        print("%nwhere devca's time in Java goes (%.1f issuances a second while recording)", outcome.perSecond());
        Phases.read(recording).forEach((phase, share) -> print("%6.1f %%  %s", share, phase));
        Files.delete(recording);
    }

    /** Many issuances against one server, with what it holds looked at on the way. */
    private boolean soak(int issuances, List<String> state) throws IOException, InterruptedException {
        int step = Math.max(1, issuances / 10);
        try (ServerProcess devca = devca(state);
                Load load = load(devca.directory(), devca.tls())) {
            print("%9s %9s %8s %9s %8s %9s", "issued", "per s", "p99 ms", "heap MB", "RSS MB", "state MB");
            for (int issued = step; issued <= issuances; issued += step) {
                Load.Outcome outcome = load.issue(step);
                print(
                        "%9d %9.1f %8d %9.1f %8d %9.1f",
                        issued,
                        outcome.perSecond(),
                        outcome.millis(0.99),
                        devca.heap() / 1048576.0,
                        ServerProcess.resident(devca.process()) >> 20,
                        size(state) / 1048576.0);
                if (outcome.failure() != null) {
                    print("failed: %s", outcome.failure());
                    return false;
                }
            }
            return true;
        }
    }

    private static long size(List<String> state) throws IOException {
        return state.isEmpty() ? 0 : Files.size(Path.of(state.getFirst(), "journal.jsonl"));
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double each(Duration all, int count) {
        return all.toNanos() / 1e6 / Math.max(1, count);
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}

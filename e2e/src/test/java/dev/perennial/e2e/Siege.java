package dev.perennial.e2e;

import dev.perennial.acme.TimeSource;
import dev.perennial.cli.InProcess;
import dev.perennial.devca.DevCa;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.time.VirtualClock;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A CA that can lie, a store with a certificate of it, and one time for both: it stands still but for waits, and those
 * cost nothing.
 */
final class Siege implements AutoCloseable {
    static final String NAME = "old.example";
    static final String EMAIL = "info@old.example";
    static final String EAB_SECRET = "c2VjcmV0LW9mLWFuLWV4dGVybmFsLWFjY291bnQtMTIzNDU";

    private static final String EAB_KID = "kid-1";
    /** So many waits of a run really take a moment, in which the CA does its work; those after them hurry. */
    private static final int REAL_WAITS = 150;

    private static final int REAL_WAIT_MILLIS = 20;

    private final Path basedir = Directories.temporary("siege");
    private final int httpPort = Ports.free();
    private final int tlsPort = Ports.free();
    private final VirtualClock clock = VirtualClock.standing(Instant.now());
    private final Time time = new Time(clock);
    private final boolean externalAccounts;
    private final DevCa ca;
    private Duration patience = Duration.ofMinutes(1);

    private Siege(boolean externalAccounts, int perspectives) throws IOException {
        this.externalAccounts = externalAccounts;
        this.ca = DevCa.builder()
                .clock(clock)
                .resolver(Zone.loopback())
                .policy(Policy.builder()
                        .httpPort(httpPort)
                        .tlsPort(tlsPort)
                        .perspectives(perspectives)
                        .externalAccount(EAB_KID, Base64.getUrlDecoder().decode(EAB_SECRET))
                        .externalAccountRequired(externalAccounts)
                        .build())
                .start();
        Files.writeString(root(), ca.rootPem());
        Directories.writeSecret(basedir.resolve("eab"), EAB_SECRET + "\n");
    }

    static Siege begin() throws IOException {
        return new Siege(false, 1);
    }

    /** The CA looks from three places, and can do without one. */
    static Siege withPerspectives() throws IOException {
        return new Siege(false, 3);
    }

    /** The CA wants to know its customers; all that runs here names one. */
    static Siege withExternalAccounts() throws IOException {
        return new Siege(true, 1);
    }

    /** Time of the CA as the command sees it. */
    private record Time(VirtualClock clock, AtomicInteger waits) implements TimeSource {
        Time(VirtualClock clock) {
            this(clock, new AtomicInteger());
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(waits.incrementAndGet() < REAL_WAITS ? REAL_WAIT_MILLIS : 1);
            if (duration.isPositive()) {
                clock.advance(duration);
            }
        }
    }

    /**
     * How a run ended.
     *
     * @param requests how many the CA saw
     * @param took in virtual time
     */
    record Run(int code, String out, String err, int requests, Duration took) {
        String all() {
            return "exit " + code + " after " + requests + " requests and " + took + "\n" + out + err;
        }
    }

    /** Runs the command with the options that lead it to store, root and external account. */
    Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--basedir", basedir.toString()));
        all.addAll(List.of("--ca-root", root().toString()));
        if (externalAccounts) {
            all.addAll(List.of("--eab-kid", EAB_KID));
            all.addAll(List.of("--eab-key-file", basedir.resolve("eab").toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Instant start = clock.instant();
        time.waits.set(0);
        ca.forgetRequests();
        int code = InProcess.run(
                basedir, out, err, time, new HastyConnector(ca, clock, time, patience), all.toArray(String[]::new));
        return new Run(
                code, out.toString(), err.toString(), ca.requests().size(), Duration.between(start, clock.instant()));
    }

    /** Gets the certificate, with a profile, and asks for its renewal window, so that the next order replaces it. */
    void issue(String key) {
        succeed(
                0,
                run(
                        "new",
                        NAME,
                        "www." + NAME,
                        "--exact",
                        "--account",
                        EMAIL,
                        "--agree",
                        "--ca",
                        url(),
                        "--profile",
                        "classic",
                        "--key",
                        key,
                        "--challenge",
                        NAME + " http-01 listen=127.0.0.1:" + httpPort,
                        "--challenge",
                        "www." + NAME + " tls-alpn-01 listen=127.0.0.1:" + tlsPort,
                        "--no-self-test"));
        succeed(3, run("renew"));
    }

    /** An account, and nothing else. */
    void account() {
        succeed(0, run("account", "register", EMAIL, "--ca", url(), "--agree"));
    }

    /** Puts a header into the store, as people do, for the next renewal to grant. */
    void wish(String name) throws IOException {
        Files.writeString(
                basedir.resolve("certs").resolve(name + ".pem"),
                "names: " + name + "\naccount: " + EMAIL + "\nca: " + url() + "\nchallenge: http-01 listen=127.0.0.1:"
                        + httpPort + "\nkey: ec-p256 rotate\n");
    }

    private static void succeed(int code, Run run) {
        if (run.code() != code) {
            throw new IllegalStateException(run.all());
        }
    }

    /** From now on an answer that takes longer is an answer that never comes: it costs its whole time, but no real one. */
    void impatient() {
        patience = Duration.ofSeconds(1);
    }

    void patient() {
        patience = Duration.ofMinutes(1);
    }

    DevCa ca() {
        return ca;
    }

    Path basedir() {
        return basedir;
    }

    Path root() {
        return basedir.resolve("root.pem");
    }

    String url() {
        return ca.directoryUrl().toString();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    Pair pair() {
        return Pair.read(basedir, NAME);
    }

    /** What is on the disk for one certificate. */
    record Pair(String certificate, String key, boolean fits) {
        static Pair read(Path basedir, String name) {
            Path certificate = basedir.resolve("certs").resolve(name + ".pem");
            Path key = basedir.resolve("private").resolve(name + ".key");
            try {
                return new Pair(
                        Files.readString(certificate), Files.readString(key), Certificates.fit(certificate, key));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Parts of all keys there are, and of the external account's secret: none of them may ever be shown. */
    List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>(List.of(EAB_SECRET));
        try (var files = Files.list(basedir.resolve("private"))) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.matches("[A-Za-z0-9+/=]{40,}"))
                        .forEach(secrets::add);
            }
        }
        return secrets;
    }

    @Override
    public void close() {
        ca.close();
        Directories.delete(basedir);
    }
}

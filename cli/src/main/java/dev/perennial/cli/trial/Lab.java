package dev.perennial.cli.trial;

import dev.perennial.acme.TimeSource;
import dev.perennial.devca.DevCa;
import dev.perennial.devca.FreePorts;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.time.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A CA on loopback and everything around it that a trial needs: ports where it looks for proofs, time that can be wound
 * forward, a directory.
 *
 * <p>The time starts so far back that a certificate of the first day becomes due about today: the first one and the
 * renewed one are then both valid by the real clock, and every client can look at them.
 */
public final class Lab implements AutoCloseable {
    /** Two thirds of the 90 days that the CA gives, and a day for the width of the renewal window. */
    private static final Duration BACK = Duration.ofDays(61);

    private final Path basedir;
    private final DevCa ca;
    private final int httpPort;
    private final int tlsPort;

    private Lab(Path basedir, DevCa ca, int httpPort, int tlsPort) {
        this.basedir = basedir;
        this.ca = ca;
        this.httpPort = httpPort;
        this.tlsPort = tlsPort;
    }

    /** Starts a CA, and writes its roots into the directory. */
    public static Lab open(Path basedir) throws IOException {
        int httpPort = FreePorts.next();
        int tlsPort = FreePorts.next();
        DevCa ca = DevCa.builder()
                .host("127.0.0.1")
                .clock(new VirtualClock(Clock.offset(Clock.systemUTC(), BACK.negated())))
                .policy(Policy.builder().httpPort(httpPort).tlsPort(tlsPort).build())
                .start();
        Lab lab = new Lab(basedir, ca, httpPort, tlsPort);
        try {
            Files.writeString(lab.root(), ca.rootPem());
            return lab;
        } catch (IOException e) {
            ca.close();
            throw e;
        }
    }

    /** The store of the trial. */
    public Path basedir() {
        return basedir;
    }

    /** The roots of the CA, as PEM. */
    public Path root() {
        return basedir.resolve("root.pem");
    }

    public URI directory() {
        return ca.directoryUrl();
    }

    /** Where the CA's scenarios, time and history can be reached. */
    public URI management() {
        return ca.managementUrl();
    }

    /** Where the CA looks for http-01 proofs. */
    public int httpPort() {
        return httpPort;
    }

    /** Where the CA looks for tls-alpn-01 proofs. */
    public int tlsPort() {
        return tlsPort;
    }

    public TimeSource time() {
        return new LabTime(ca.clock());
    }

    /** Lets time run until then; a moment of the past is reached already. */
    public void wind(Instant then) {
        Duration ahead = Duration.between(ca.clock().instant(), then);
        ca.clock().advance(ahead.isNegative() ? Duration.ZERO : ahead);
    }

    /** Looks at the page as somebody who trusts this CA alone. */
    public Visit visit(String host, Page page) throws IOException {
        return Visit.to(host, page.address(), ca.sslContext());
    }

    @Override
    public void close() {
        ca.close();
    }
}

package dev.perennial.keeper.solver;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.Solver;
import dev.perennial.keeper.ChallengeLine;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.SolverFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The solvers that need no DNS: {@code http-01 webroot=DIR}, {@code http-01 listen=ADDRESS} and {@code tls-alpn-01
 * listen=ADDRESS}. A listener is bound while a proof needs it and shared by all proofs on its address, so a process has
 * one instance of this class.
 */
public final class WebSolvers {
    private static final String WEBROOT = "webroot";
    private static final String LISTEN = "listen";

    private final Optional<AddressLookup> selfTest;
    private final SharedListeners<TokenResponder> httpListeners =
            new SharedListeners<>(TokenResponder::new, Listener.Limits.STANDARD);
    private final SharedListeners<AlpnResponder> tlsListeners =
            new SharedListeners<>(AlpnResponder::new, Listener.Limits.STANDARD);
    private final Map<Path, Webroot> webroots = new ConcurrentHashMap<>();

    /** @param selfTest how the self-test of http-01 finds addresses; absent for none */
    public WebSolvers(Optional<AddressLookup> selfTest) {
        this.selfTest = selfTest;
    }

    /**
     * The factory for one certificate.
     *
     * @param publicTrust whether the CA validates over the public internet on the standard ports, so that a self-test
     *     that fails is the truth; for any other CA its findings are notices
     * @param notices told what a self-test found but does not decide on, a line each, from several threads
     */
    public SolverFactory factory(boolean publicTrust, Consumer<String> notices) {
        Optional<HttpSelfTest> test = selfTest.map(lookup -> HttpSelfTest.of(lookup, publicTrust, notices));
        return line -> switch (line.type()) {
            case Challenge.HTTP_01 -> Optional.of(http(line, test));
            case Challenge.TLS_ALPN_01 -> Optional.of(tlsAlpn(line));
            default -> Optional.empty();
        };
    }

    private Solver http(ChallengeLine line, Optional<HttpSelfTest> test) throws KeeperException {
        check(line, Set.of(WEBROOT, LISTEN));
        String webroot = line.options().get(WEBROOT);
        if (webroot != null) {
            if (line.options().containsKey(LISTEN)) {
                throw wrong(line, "webroot= and listen= exclude each other");
            }
            Path directory = directory(line, webroot);
            Webroot shared = webroots.computeIfAbsent(directory, Webroot::new);
            return new HttpSolver("http-01 webroot=" + directory, shared, test);
        }
        ListenAddress address = address(line, ":80");
        return new HttpSolver(
                "http-01 listen=" + address,
                authorization -> {
                    var lease = httpListeners.lease(address);
                    lease.conversation().add(authorization);
                    return () -> {
                        lease.conversation().remove(authorization);
                        lease.close();
                    };
                },
                test);
    }

    private Solver tlsAlpn(ChallengeLine line) throws KeeperException {
        check(line, Set.of(LISTEN));
        ListenAddress address = address(line, ":443");
        return new TlsAlpnSolver("tls-alpn-01 listen=" + address, address, tlsListeners);
    }

    private static void check(ChallengeLine line, Set<String> known) throws KeeperException {
        if (line.method().isPresent()) {
            throw wrong(line, "\"" + line.method().get() + "\" is not an option of it");
        }
        for (String option : line.options().keySet()) {
            if (!known.contains(option)) {
                throw wrong(line, "\"" + option + "=\" is not an option of it");
            }
        }
    }

    private static Path directory(ChallengeLine line, String text) throws KeeperException {
        try {
            Path directory = Path.of(text);
            if (directory.isAbsolute()) {
                return directory.normalize();
            }
        } catch (InvalidPathException e) {
            throw wrong(line, "webroot= is not a path");
        }
        throw wrong(line, "webroot= must be an absolute path");
    }

    private static ListenAddress address(ChallengeLine line, String standard) throws KeeperException {
        try {
            return ListenAddress.parse(line.options().getOrDefault(LISTEN, standard));
        } catch (IllegalArgumentException e) {
            throw wrong(line, String.valueOf(e.getMessage()));
        }
    }

    private static KeeperException wrong(ChallengeLine line, String why) {
        return new KeeperException(
                "challenge " + line.type() + ": " + why,
                line.type().equals(Challenge.HTTP_01)
                        ? "write \"http-01 webroot=/var/www/html\" or \"http-01 listen=:80\""
                        : "write \"tls-alpn-01 listen=:443\"");
    }
}

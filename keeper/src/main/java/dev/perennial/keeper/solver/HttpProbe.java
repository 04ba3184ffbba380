package dev.perennial.keeper.solver;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Fetches a proof the way a CA does: first IPv6, then IPv4 when no connection comes about, port 80, redirects followed.
 *
 * @param port what stands for port 80
 * @param kinds {@link AddressKind#of}
 */
record HttpProbe(AddressLookup lookup, int port, Function<InetAddress, AddressKind> kinds) {
    private static final int HTTP = 80;
    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);
    /** Leaves time for the second address before the whole test is over. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);

    /** @throws Finding unless the proof is seen */
    void check(Identifier identifier, String path, String expected) throws Finding, InterruptedException {
        String host = identifier.value().indexOf(':') >= 0 ? "[" + identifier.value() + "]" : identifier.value();
        URI uri = URI.create("http://" + host + path);
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Seen seen = fetch(uri);
            if (!REDIRECTS.contains(seen.answer.status())) {
                judge(uri, seen, expected);
                return;
            }
            uri = target(uri, seen);
        }
        throw Finding.doubtful(host(uri) + " redirects more than " + MAX_REDIRECTS + " times");
    }

    private record Seen(InetAddress from, PlainHttp.Answer answer) {}

    private void judge(URI uri, Seen seen, String expected) throws Finding {
        String from = host(uri) + " at " + IpAddress.of(seen.from);
        int status = seen.answer.status();
        if (status == 200 && seen.answer.body().stripTrailing().equals(expected)) {
            return;
        }
        String message = status == 200
                ? from + " answers with something else than the proof"
                : from + " answers with HTTP status " + status;
        boolean contradiction = status == 200 || NOT_THERE.contains(status);
        throw contradiction && kinds.apply(seen.from) != AddressKind.PRIVATE
                ? Finding.definite(message)
                : Finding.doubtful(message);
    }

    private static URI target(URI uri, Seen seen) throws Finding {
        String location = seen.answer.location().orElse("");
        URI target;
        try {
            target = uri.resolve(location);
        } catch (IllegalArgumentException e) {
            throw Finding.doubtful(host(uri) + " redirects to an address that cannot be read");
        }
        if ("https".equalsIgnoreCase(target.getScheme())) {
            // A CA follows without verifying the certificate. Here verification is never off, so the trail ends.
            throw Finding.doubtful(host(uri) + " redirects to https, where this test does not follow");
        }
        if (location.isEmpty() || !"http".equalsIgnoreCase(target.getScheme()) || target.getHost() == null) {
            throw Finding.doubtful(host(uri) + " redirects to neither http nor https");
        }
        if (target.getPort() >= 0 && target.getPort() != HTTP) {
            throw Finding.doubtful(host(uri) + " redirects to port " + target.getPort() + ", where no CA follows");
        }
        return target;
    }

    /** The JDK finds no host in a name with an underscore. */
    private static String host(URI uri) {
        return uri.getHost() == null ? uri.getRawAuthority() : uri.getHost();
    }

    private Seen fetch(URI uri) throws Finding, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (InetAddress address : candidates(host(uri))) {
            try {
                return new Seen(address, PlainHttp.get(new InetSocketAddress(address, port), uri, CONNECT_TIMEOUT));
            } catch (ConnectException e) {
                String message = host(uri) + " at " + IpAddress.of(address) + ": " + e.getMessage();
                boolean refused = String.valueOf(e.getMessage()).contains("refused");
                findings.add(
                        refused && kinds.apply(address) == AddressKind.THIS_MACHINE
                                ? Finding.definite(message)
                                : Finding.doubtful(message));
            } catch (IOException e) {
                findings.add(Finding.doubtful(host(uri) + " at " + IpAddress.of(address) + ": " + e.getMessage()));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        // A CA falls back to the second address, so only the last one has the word.
        throw findings.getLast();
    }

    /** One address of each family, IPv6 first. */
    private List<InetAddress> candidates(String host) throws Finding, InterruptedException {
        List<InetAddress> all;
        try {
            all = host.startsWith("[") || host.matches("[0-9.]+")
                    ? List.of(InetAddress.getByAddress(IpAddress.parse(host).octets()))
                    : lookup.lookup(host);
        } catch (UnknownHostException e) {
            throw Finding.definite(host + " does not resolve to an address");
        } catch (IOException | IllegalArgumentException e) {
            throw Finding.doubtful(host + " could not be looked up: " + e.getMessage());
        }
        List<InetAddress> candidates = new ArrayList<>();
        all.stream().filter(Inet6Address.class::isInstance).findFirst().ifPresent(candidates::add);
        all.stream().filter(a -> !(a instanceof Inet6Address)).findFirst().ifPresent(candidates::add);
        if (candidates.isEmpty()) {
            throw Finding.definite(host + " has no address");
        }
        return candidates;
    }
}

package dev.perennial.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the time of an issuance goes, as seen from outside: by when the process started, when it connected, when its
 * requests arrived, and when it ended.
 */
final class Timeline {
    static final List<String> PHASES = List.of(
            "start of the JVM, arguments, store, TLS set-up, until the connection",
            "TLS handshake, until the first request",
            "directory, nonce, the order signed, until it arrives",
            "authorization, proof, validation, until the request to finalize (key and request are made meanwhile)",
            "the certificate is made, until it is asked for",
            "it is checked and forced to the disk; end of the JVM");

    private Timeline() {}

    /**
     * Seconds for each phase.
     *
     * @param start of the process; it and the others by {@link System#nanoTime}
     * @throws IllegalArgumentException when the requests are not those of one issuance
     */
    static List<Double> of(long start, long connected, List<Pebble.Request> requests, double wall) {
        List<Long> marks = List.of(
                start,
                connected,
                requests.getFirst().time(),
                first(requests, "/order-plz"),
                first(requests, "/finalize-order"),
                first(requests, "/certZ"),
                start + Math.round(wall * 1e9));
        List<Double> phases = new ArrayList<>();
        for (int i = 0; i + 1 < marks.size(); i++) {
            phases.add((marks.get(i + 1) - marks.get(i)) / 1e9);
        }
        return phases;
    }

    private static long first(List<Pebble.Request> requests, String path) {
        return requests.stream()
                .filter(request -> request.what().contains(path))
                .mapToLong(Pebble.Request::time)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no request for " + path));
    }
}

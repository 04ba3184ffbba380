package dev.perennial.devca.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** What a server's processor time went into, from samples of its stacks: the innermost frame that is known tells. */
final class Phases {
    private static final List<Phase> PHASES = List.of(
            new Phase("signatures of requests", "dev.perennial.devca.jose.JwsAlgorithm"),
            new Phase("certificate requests", "dev.perennial.devca.issue.CertificateRequest"),
            new Phase("signing certificates", "dev.perennial.devca.issue."),
            new Phase("journal", "dev.perennial.devca.state.Journal"),
            new Phase("records for the journal", "dev.perennial.devca.state.Store.write"),
            new Phase("validation", "dev.perennial.devca.prove."),
            new Phase("history", "dev.perennial.devca.front.History"),
            new Phase("JSON, base64 and JWK", "dev.perennial.devca.json.", "dev.perennial.devca.jose."),
            new Phase("TLS", "sun.security.ssl."),
            new Phase("HTTP", "sun.net.httpserver.", "com.sun.net.httpserver.", "dev.perennial.devca.front."),
            new Phase("rules of ACME", "dev.perennial.devca."));

    private record Phase(String name, String... prefixes) {}

    private Phases() {}

    /** Shares of all samples, and what fits nowhere, under the name of its outermost frames. */
    static Map<String, Double> read(Path recording) throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        PHASES.forEach(phase -> counts.put(phase.name, 0));
        int all = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals("jdk.CPUTimeSample") && stack != null) {
                    counts.merge(phase(stack), 1, Integer::sum);
                    all++;
                }
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            shares.put(entry.getKey(), 100.0 * entry.getValue() / Math.max(1, all));
        }
        return shares;
    }

    private static String phase(RecordedStackTrace stack) {
        for (RecordedFrame frame : stack.getFrames()) {
            String name = frame.getMethod().getType().getName() + "."
                    + frame.getMethod().getName();
            for (Phase phase : PHASES) {
                for (String prefix : phase.prefixes) {
                    if (name.startsWith(prefix)) {
                        return phase.name;
                    }
                }
            }
        }
        return "threads and the rest of the JDK";
    }
}

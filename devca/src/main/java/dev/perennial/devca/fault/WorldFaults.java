package dev.perennial.devca.fault;

import java.util.List;

/** Faults around the answers: TLS, validation seen from elsewhere, attacks on the solver: F32, F33, F34. */
final class WorldFaults {
    private WorldFaults() {}

    static List<Scenario> all() {
        return List.of(
                tls("tls-expired", "an expired certificate", TlsFace.EXPIRED),
                tls("tls-wrong-host", "the certificate of another host", TlsFace.WRONG_HOST),
                tls("tls-unknown-authority", "a certificate of an unknown authority", TlsFace.UNKNOWN_AUTHORITY),
                tls("tls-client-certificate", "a demand for a client certificate", TlsFace.CLIENT_CERTIFICATE),
                blind("validation-blind", "every view", Integer.MAX_VALUE),
                blind("validation-blind-one", "one view", 1),
                blind("validation-blind-two", "two views", 2),
                Scenario.turning(
                        "attack-solver",
                        "F34",
                        "before each validation the solver is attacked: floods, slow clients, foreign tokens, huge headers",
                        levers -> levers.attackSolvers(true),
                        levers -> levers.attackSolvers(false)));
    }

    private static Scenario tls(String name, String what, TlsFace face) {
        return Scenario.turning(
                name,
                "F32",
                "the server shows " + what,
                levers -> levers.showTls(face),
                levers -> levers.showTls(TlsFace.GOOD));
    }

    private static Scenario blind(String name, String who, int count) {
        return Scenario.turning(
                name,
                "F33",
                who + " of the network gets no answer from DNS",
                levers -> levers.blindViews(count),
                levers -> levers.blindViews(0));
    }
}

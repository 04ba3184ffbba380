package dev.perennial.devca.fault;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All scenarios by name. */
public final class Scenarios {
    private Scenarios() {}

    /** Made anew at each call, since some remember what they have seen. */
    public static List<Scenario> all() {
        return Stream.of(
                        ChallengeLies.all(),
                        UrlLies.all(),
                        Breakdowns.all(),
                        JsonLies.all(),
                        ProblemLies.all(),
                        NonceLies.all(),
                        OrderLies.all(),
                        CertificateLies.all(),
                        RenewalLies.all(),
                        Refusals.all(),
                        WorldFaults.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Scenario::fault).thenComparing(Scenario::name))
                .toList();
    }

    public static Optional<Scenario> named(String name) {
        Map<String, Scenario> byName = new TreeMap<>();
        all().forEach(scenario -> byName.put(scenario.name(), scenario));
        return Optional.ofNullable(byName.get(name));
    }
}

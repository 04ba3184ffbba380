package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty certificates from nothing, from CAs that refuse nonces and reuse authorizations as they like: each run issues. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuanceTest {
    private final Bind bind = Bind.start();
    private final Map<Mood, Site> sites = new EnumMap<>(Mood.class);

    /** A Pebble and a store that last for all its runs, so that accounts and authorizations are met again. */
    private record Site(Pebble pebble, Perennial perennial) {}

    /** How the CA behaves. */
    enum Mood {
        REFUSES_ONE_NONCE_OF_TWENTY(5),
        REFUSES_EVERY_OTHER_NONCE(50);

        private final int rejectedNonces;

        Mood(int rejectedNonces) {
            this.rejectedNonces = rejectedNonces;
        }
    }

    /** What is asked for. */
    enum Wanted {
        ONE_NAME("one." + Bind.ZONE),
        TEN_NAMES(
                IntStream.range(0, 10).mapToObj(i -> "n" + i + "." + Bind.ZONE).toArray(String[]::new)),
        WILDCARD("*.wild." + Bind.ZONE),
        IPV4("127.0.0.1"),
        IPV6("::1");

        private final List<String> names;

        Wanted(String... names) {
            this.names = List.of(names);
        }
    }

    static Stream<Arguments> twentyRuns() {
        return Arrays.stream(Mood.values())
                .flatMap(mood -> IntStream.of(1, 2)
                        .boxed()
                        .flatMap(round ->
                                Arrays.stream(Wanted.values()).map(wanted -> Arguments.of(mood, wanted, round))));
    }

    @ParameterizedTest
    @MethodSource("twentyRuns")
    void everyRunIssues(Mood mood, Wanted wanted, int round) {
        Site site = sites.computeIfAbsent(mood, this::site);
        List<String> arguments = new ArrayList<>(wanted.names);
        arguments.addAll(List.of("--name", wanted.name(), "--force"));
        if (wanted == Wanted.WILDCARD) {
            arguments.addAll(List.of("--challenge", "dns-01 rfc2136 server=" + bind.dns() + " key=" + bind.keyFile()));
        }

        Perennial.Run run = site.perennial.issue(arguments.toArray(String[]::new));

        assertThat(run.code()).as(run.all()).isZero();
        List<X509Certificate> chain = Certificates.read(site.perennial.certificate(wanted.name()));
        assertThat(Certificates.names(chain.getFirst())).isEqualTo(expected(wanted));
        assertThat(Certificates.chained(
                        chain, Certificates.parse(site.pebble.issuingRoot(0)).getFirst()))
                .isTrue();
        assertThat(Certificates.fit(site.perennial.certificate(wanted.name()), site.perennial.key(wanted.name())))
                .isTrue();
    }

    private Site site(Mood mood) {
        Pebble pebble = Pebble.with()
                .rejectedNonces(mood.rejectedNonces)
                .reusedAuthorizations(50)
                .dns(bind.dns())
                .start();
        return new Site(pebble, Perennial.towards(pebble, bind.dns()));
    }

    private static TreeSet<String> expected(Wanted wanted) {
        TreeSet<String> names = new TreeSet<>(wanted.names);
        if (names.remove("::1")) {
            names.add("0:0:0:0:0:0:0:1");
        }
        return names;
    }

    @AfterAll
    void stop() {
        sites.values().forEach(site -> {
            site.perennial.close();
            site.pebble.close();
        });
        bind.close();
    }
}

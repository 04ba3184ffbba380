package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.fault.Rule;
import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.wire.Resource;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that others have written, as judges of our CA: each gets, renews and revokes a certificate. */
class StrangersTest {
    static Stream<Arguments> everyWay() {
        return Strangers.ALL.stream()
                .flatMap(stranger -> stranger.ways().stream()
                        .sorted()
                        .map(way -> Arguments.argumentSet(stranger.name() + " by " + way, stranger, way)));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void getsRenewsAndRevokes(Stranger stranger, Stranger.Way way) {
        String name = stranger.name() + ".example.com";
        stranger.version();
        try (Visit visit = Visit.begin(stranger.indulgence())) {
            assertDone(stranger.obtain(visit, name, way), visit);
            X509Certificate first = issued(stranger, visit, name);

            assertDone(stranger.renew(visit, name), visit);
            assertThat(issued(stranger, visit, name).getSerialNumber()).isNotEqualTo(first.getSerialNumber());
            assertThat(visit.done(Resource.FINALIZE)).isEqualTo(2);

            assertDone(stranger.revoke(visit, name), visit);
            assertThat(visit.done(Resource.REVOKE_CERT)).isEqualTo(1);
        }
    }

    /** RFC 8555 §8: which fields a challenge has is told by its type; the draft of dns-persist-01 has no token. */
    @Test
    void uacmeStopsAtAChallengeWithoutToken() {
        Stranger uacme = new Uacme();
        try (Visit visit = Visit.begin()) {
            visit.ca()
                    .scenario(Scenario.of(
                            "first",
                            "-",
                            "dns-persist-01 comes first",
                            Rule.bend(
                                    (exchange, reply) -> reply.editJson(StrangersTest::tokenlessFirst),
                                    Resource.AUTHORIZATION)));

            Programs.Result result = uacme.obtain(visit, "uacme.example.com", Stranger.Way.HTTP);

            assertThat(result.code()).as(() -> story(result, visit)).isNotZero();
            assertThat(result.output()).contains("failed to parse challenge");
            assertThat(visit.requests(Resource.CHALLENGE)).isEmpty();
        }
    }

    private static void tokenlessFirst(Map<String, Object> authorization) {
        List<Object> challenges = new ArrayList<>((List<?>) authorization.getOrDefault("challenges", List.of()));
        challenges.sort(Comparator.comparing(challenge -> ((Map<?, ?>) challenge).containsKey("token")));
        authorization.put("challenges", challenges);
    }

    private static void assertDone(Programs.Result result, Visit visit) {
        assertThat(result.code()).as(() -> story(result, visit)).isZero();
    }

    private static X509Certificate issued(Stranger stranger, Visit visit, String name) {
        List<X509Certificate> chain = Certificates.read(stranger.certificate(visit, name));
        assertThat(Certificates.names(chain.getFirst())).containsExactly(name);
        assertThat(Certificates.chained(chain, visit.ca().rootCertificate())).isTrue();
        return chain.getFirst();
    }

    /** What the client said, and what the server saw. */
    private static String story(Programs.Result result, Visit visit) {
        StringBuilder story = new StringBuilder(result.output()).append('\n');
        visit.ca().requests().forEach(request -> story.append(request).append('\n'));
        return story.toString();
    }
}

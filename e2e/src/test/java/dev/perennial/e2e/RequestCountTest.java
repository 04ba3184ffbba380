package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CA is asked as little as possible: 7 + 2N requests for N names with an account that exists. */
class RequestCountTest {
    private static final String POLL = "POST /my-order/";

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void noRequestIsMadeThatHasNoEffect(int names) {
        try (ChallengeServer dns = ChallengeServer.start();
                Pebble pebble = Pebble.with().dns(dns.dns()).rejectedNonces(0).start();
                Perennial perennial = Perennial.towards(pebble, dns.dns())) {
            Perennial.Run register =
                    perennial.run("account", "register", Perennial.EMAIL, "--ca", perennial.ca(), "--agree");
            assertThat(register.code()).as(register.all()).isZero();
            int before = pebble.requests().size();

            Perennial.Run run = perennial.issue(IntStream.range(0, names)
                    .mapToObj(i -> "n" + i + ".example")
                    .toArray(String[]::new));

            assertThat(run.code()).as(run.all()).isZero();
            List<String> requests =
                    pebble.requests().subList(before, pebble.requests().size());
            // How often the order is polled depends on how fast Pebble is: twice is the floor.
            assertThat(requests.stream().filter(request -> !request.equals(POLL)))
                    .containsExactlyInAnyOrderElementsOf(floor(names));
            assertThat(Collections.frequency(requests, POLL)).isBetween(2, 12);
        }
    }

    private static List<String> floor(int names) {
        List<String> requests = new ArrayList<>(
                List.of("GET /dir", "HEAD /nonce-plz", "POST /order-plz", "POST /finalize-order/", "POST /certZ/"));
        requests.addAll(Collections.nCopies(names, "POST /authZ/"));
        requests.addAll(Collections.nCopies(names, "POST /chalZ/"));
        return requests;
    }
}

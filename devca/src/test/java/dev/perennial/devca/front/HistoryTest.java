package dev.perennial.devca.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.wire.RecordedRequest;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The history has a bound that clients cannot move. */
class HistoryTest {
    private final List<RecordedRequest> seen = new ArrayList<>();
    private final History history = new History(Clock.systemUTC(), seen::add);

    private static Request request(String target, String body) {
        return new Request("POST", target, Map.of(), body.getBytes(StandardCharsets.US_ASCII), "127.0.0.1");
    }

    @Test
    void longUrlsAreCutBeforeAnybodySeesThem() {
        history.add(request("/" + "a".repeat(300_000), "{}"), Reply.empty(404));

        assertThat(history.all().getFirst().target()).hasSize(2049).endsWith("…");
        assertThat(seen.getFirst().target()).hasSize(2049);
    }

    @Test
    void largeRequestsPushOutOlderOnes() {
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("x".repeat(24_000).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 1000; i++) {
            history.add(request("/" + i, "{\"protected\": \"\", \"payload\": \"" + payload + "\"}"), Reply.empty(404));
        }

        assertThat(history.all()).hasSizeLessThan(400);
        assertThat(history.all().getLast().target()).isEqualTo("/999");
        assertThat(seen).hasSize(1000);
    }
}

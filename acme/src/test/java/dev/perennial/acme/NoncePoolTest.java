package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoncePoolTest {
    private final VirtualTime time = new VirtualTime();
    private final NoncePool pool = new NoncePool(time);
    private final Deque<String> offered = new ArrayDeque<>();
    private int fetched;

    @Test
    void givesANonceBackToTheNextRequest() throws Exception {
        offered.add("first");

        assertThat(take()).isEqualTo("first");
        pool.back("second");
        assertThat(take()).isEqualTo("second");
        assertThat(fetched).isEqualTo(1);
    }

    @Test
    void fetchesAnotherWhenAnAnswerBroughtNone() throws Exception {
        offered.addAll(List.of("first", "second"));

        take();
        pool.back("");

        assertThat(take()).isEqualTo("second");
    }

    @Test
    void neverGivesOutANonceTwiceThoughTheServerRepeatsIt() throws Exception {
        offered.addAll(List.of("same", "same", "other"));

        take();
        pool.back("same");

        assertThat(take()).isEqualTo("other");
    }

    @Test
    void forgetsNoncesThatAreOld() throws Exception {
        offered.addAll(List.of("first", "second"));
        take();
        pool.back("old");

        time.advance(Duration.ofMinutes(4));

        assertThat(take()).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with blank", "padded=", "a/b", "ü", "line\nbreak"})
    void takesNoNonceThatIsNotBase64url(String nonce) {
        IntStream.range(0, 20).forEach(i -> offered.add(nonce));

        assertThatThrownBy(this::take).isInstanceOf(AcmeException.Broken.class).hasMessageContaining("no usable nonce");
        assertThat(fetched).isLessThan(10);
    }

    @Test
    void takesNoEndlessNonce() {
        IntStream.range(0, 20).forEach(i -> offered.add("x".repeat(1_000_000) + i));

        assertThatThrownBy(this::take).isInstanceOf(AcmeException.Broken.class);
    }

    @Test
    void letsOneNonceGoRoundManyThreads() throws Exception {
        offered.add("start");
        Set<String> used = ConcurrentHashMap.newKeySet();

        Together.all(Together.UNLIMITED, IntStream.range(0, 50).boxed().toList(), i -> {
            String nonce = take();
            boolean fresh = used.add(nonce);
            pool.back("next-" + i);
            return fresh;
        });

        assertThat(used).hasSize(50);
        assertThat(fetched).isEqualTo(1);
    }

    @Test
    void fetchesOneForEachOrderUnderWaySoThatNoneWaitsForAnother() throws Exception {
        offered.addAll(List.of("first", "second", "third"));
        try (NoncePool.Share one = pool.order();
                NoncePool.Share other = pool.order()) {
            assertThat(List.of(take(), take())).containsExactlyInAnyOrder("first", "second");
            assertThat(one).isNotSameAs(other);
        }
        pool.back("fourth");

        assertThat(take()).isEqualTo("fourth");
        assertThat(fetched).isEqualTo(2);
    }

    @Test
    void goesOnWithTheOthersWhenOneLosesItsNonce() throws Exception {
        IntStream.range(0, 60).forEach(i -> offered.add("n" + i));

        List<String> nonces =
                Together.all(Together.UNLIMITED, IntStream.range(0, 50).boxed().toList(), i -> {
                    String nonce = take();
                    pool.back("");
                    return nonce;
                });

        assertThat(nonces).doesNotHaveDuplicates();
    }

    private String take() throws AcmeException, InterruptedException {
        return pool.take(() -> {
            synchronized (offered) {
                fetched++;
                String nonce = offered.isEmpty() ? "" : offered.removeFirst();
                return new Transport.Response(200, Map.of("replay-nonce", List.of(nonce)), new byte[0]);
            }
        });
    }
}

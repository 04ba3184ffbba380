package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.SolverException;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedListenersTest {
    private final SharedListeners<TokenResponder> listeners =
            new SharedListeners<>(TokenResponder::new, Listener.Limits.STANDARD);

    @Test
    void proofsOnOneAddressShareAListenerUntilTheLastOneIsClosed() throws Exception {
        ListenAddress address = ListenAddress.parse("127.0.0.1:0");
        var first = listeners.lease(address);
        var second = listeners.lease(address);
        int port = first.port();
        assertThat(second.port()).isEqualTo(port);
        assertThat(second.conversation()).isSameAs(first.conversation());

        first.close();
        first.close();
        assertThatThrownBy(ListenAddress.parse("127.0.0.1:" + port)::bind).isInstanceOf(SolverException.class);

        second.close();
        ListenAddress.parse("127.0.0.1:" + port).bind().close();
    }

    @Test
    void theNextProofAfterTheLastBindsAnew() throws Exception {
        ListenAddress address = freeAddress();
        listeners.lease(address).close();
        try (var again = listeners.lease(address)) {
            assertThat(again.port()).isEqualTo(address.port());
        }
    }

    @Test
    void aFailureToBindLeavesNothingBehind() throws Exception {
        ListenAddress address = freeAddress();
        ServerSocket taken = address.bind();
        assertThatThrownBy(() -> listeners.lease(address)).isInstanceOf(SolverException.class);
        taken.close();
        listeners.lease(address).close();
    }

    @Test
    void manyThreadsMayLeaseAndCloseAtOnce() throws Exception {
        ListenAddress address = freeAddress();
        var threads = IntStream.range(0, 50)
                .mapToObj(i -> Thread.ofVirtual().unstarted(() -> {
                    try (var lease = listeners.lease(address)) {
                        assertThat(lease.port()).isEqualTo(address.port());
                    } catch (SolverException e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        var failures = new java.util.concurrent.ConcurrentLinkedQueue<Throwable>();
        for (Thread thread : threads) {
            thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        address.bind().close();
    }

    private static ListenAddress freeAddress() throws Exception {
        try (ServerSocket door = ListenAddress.parse("127.0.0.1:0").bind()) {
            return ListenAddress.parse("127.0.0.1:" + door.getLocalPort());
        }
    }
}

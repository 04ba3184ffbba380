package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListenerTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Semaphore accepted = new Semaphore(0);
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void aConnectionEndsAtItsDeadlineHoweverMuchTricklesIn() throws Exception {
        Listener listener = listen(16, Duration.ofMillis(200));
        Peer peer = peer("127.0.0.1", listener);
        Thread trickle = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    peer.say("x");
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(peer.hear()).isEmpty();
        trickle.interrupt();
    }

    @Test
    void aFloodFromOnePeerPushesOutItsOwnOldestConnections() throws Exception {
        Listener listener = listen(4, LONG);
        Peer slowButHonest = peer("127.0.0.2", listener);
        accepted.acquire(1);
        List<Peer> flood = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            flood.add(peer("127.0.0.3", listener));
        }
        accepted.acquire(50);

        slowButHonest.say("!");

        assertThat(slowButHonest.hear()).isEqualTo("hello");
        assertThat(flood.subList(0, 47))
                .allSatisfy(peer -> assertThat(peer.hear()).isEmpty());
        flood.getLast().say("!");
        assertThat(flood.getLast().hear()).isEqualTo("hello");
    }

    @Test
    void aConversationThatThrowsEndsOnlyItsConnection() throws Exception {
        Listener listener = listen(4, LONG);
        Peer bad = peer("127.0.0.1", listener).say("?");
        Peer good = peer("127.0.0.1", listener).say("!");

        assertThat(bad.hear()).isEmpty();
        assertThat(good.hear()).isEqualTo("hello");
    }

    @Test
    void closingFreesThePortAndEndsOpenConnections() throws Exception {
        Listener listener = listen(4, LONG);
        Peer peer = peer("127.0.0.1", listener);
        accepted.acquire();

        listener.close();

        assertThat(peer.hear()).isEmpty();
        ListenAddress.parse("127.0.0.1:" + listener.port()).bind().close();
    }

    @Test
    void thePortIsFreeAtOnceEvenWhenTheCloserIsInterrupted() throws Exception {
        for (int i = 0; i < 100; i++) {
            Listener listener = listen(4, LONG);
            Thread.currentThread().interrupt();
            listener.close();
            assertThat(Thread.interrupted()).isTrue();
            ListenAddress.parse("127.0.0.1:" + listener.port()).bind().close();
        }
    }

    private Listener listen(int connections, Duration time) throws Exception {
        var door = ListenAddress.parse("127.0.0.1:0").bind();
        var listener = new Listener(door, this::converse, new Listener.Limits(connections, time));
        toClose.add(listener);
        return listener;
    }

    private Peer peer(String from, Listener listener) {
        Peer peer = new Peer(from, listener.port());
        toClose.add(peer);
        return peer;
    }

    /** Waits for a "!", and throws at a "?". */
    private void converse(Socket socket) throws IOException {
        accepted.release();
        int read = 'x';
        while (read == 'x') {
            read = socket.getInputStream().read();
        }
        if (read == '?') {
            throw new IllegalStateException("a bug");
        }
        if (read == '!') {
            socket.getOutputStream().write("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }
}

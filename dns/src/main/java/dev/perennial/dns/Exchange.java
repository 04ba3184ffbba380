package dev.perennial.dns;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.WireParseException;

/**
 * One message to one server and its answer: by UDP first, by TCP when that brought no usable answer or one cut short.
 *
 * <p>An answer with another id or to another question is none (RFC 5452 §9), so whoever guesses wrongly only makes us
 * ask by TCP. Messages are at most 64 KiB.
 *
 * @param udp how long to wait for a datagram
 * @param tcp how long a connection may take, answer included
 */
record Exchange(Duration udp, Duration tcp) {
    /** Fit for the Internet. */
    static final Exchange USUAL = new Exchange(Duration.ofSeconds(2), Duration.ofSeconds(4));

    /** Sends without a signature. See {@link #ask(InetSocketAddress, Message, TSIG)}. */
    Message ask(InetSocketAddress server, Message query) throws NoAnswerException, InterruptedException {
        return ask(server, query, null);
    }

    /**
     * Sends a query or an update and waits for the answer, whatever its code.
     *
     * @throws NoAnswerException when there is no usable answer; the message is a predicate fit for people: "does not answer"
     */
    Message ask(InetSocketAddress server, Message query, @Nullable TSIG key)
            throws NoAnswerException, InterruptedException {
        try {
            return send(server, query, key, false);
        } catch (NoAnswerException overUdp) {
            return send(server, query, key, true);
        }
    }

    private Message send(InetSocketAddress server, Message query, @Nullable TSIG key, boolean overTcp)
            throws NoAnswerException, InterruptedException {
        Duration limit = overTcp ? tcp : udp;
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(limit);
        resolver.setTCP(overTcp);
        if (key != null) {
            resolver.setTSIGKey(key);
        }
        CompletableFuture<Message> answer = resolver.sendAsync(query).toCompletableFuture();
        try {
            // UDP that was truncated goes on by TCP within the same future, hence both limits and some grace.
            return answer.get(udp.plus(tcp).plusMillis(500).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new NoAnswerException(predicate(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new NoAnswerException("does not answer", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String predicate(@Nullable Throwable cause) {
        if (cause instanceof PortUnreachableException || cause instanceof ConnectException) {
            return "does not listen there";
        }
        boolean silent = cause instanceof IOException && !(cause instanceof WireParseException);
        return silent ? "does not answer" : "sends answers that are not valid DNS";
    }
}

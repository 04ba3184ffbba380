package dev.perennial.acme;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends requests to one CA: takes and returns nonces, signs again when one is refused, repeats what may be repeated, and
 * turns refusals into exceptions. Safe for use by many threads.
 *
 * @param newNonce where nonces come from; known once the directory is
 * @param outage and {@code lull} are shared by all requests of a client
 * @param deadline after which nothing is sent any more
 */
record Requests(
        Transport transport,
        TimeSource time,
        UrlPolicy urls,
        NoncePool nonces,
        Once<Directory> directory,
        Outage outage,
        Lull lull,
        Optional<Instant> deadline) {
    /** The largest answer taken: directory, order, problem, chain. */
    static final int MAX_BYTES = 1 << 20;

    /** How often a refused nonce is replaced: at half of them refused one request in 10^30 fails. */
    private static final int MAX_NONCES = 100;

    /** From here on a short pause goes between two tries: a server that refuses so many is not helped by haste. */
    private static final int HASTY_NONCES = 10;

    private static final Duration NONCE_PAUSE = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    Requests until(Instant instant) {
        return new Requests(transport, time, urls, nonces, directory, outage, lull, Optional.of(instant));
    }

    /** Sends a request, as often as it may be sent, until it is answered with success. */
    Answer send(Call call) throws AcmeException, InterruptedException {
        Pauses pauses = pauses(call.repeats());
        while (true) {
            try {
                return sendOnce(call);
            } catch (AcmeException.Unreachable | AcmeException.Refused e) {
                pauses.afterOrThrow(e);
            }
        }
    }

    Pauses pauses(int count) {
        return new Pauses(time, outage, deadline, count);
    }

    private Answer sendOnce(Call call) throws AcmeException, InterruptedException {
        urls.check(call.url(), call.what());
        if (call.method() == Call.Method.GET) {
            return accepted(call, exchange(call, Optional.empty()));
        }
        for (int tries = 1; ; tries++) {
            Transport.Response response = post(call);
            if (!badNonce(response) || tries >= MAX_NONCES) {
                return accepted(call, response);
            }
            if (tries >= HASTY_NONCES) {
                time.sleep(NONCE_PAUSE);
            }
        }
    }

    private Transport.Response post(Call call) throws AcmeException, InterruptedException {
        String nonce = nonces.take(this::fetchNonce);
        String fresh = "";
        try {
            byte[] body = call.sign().apply(call.url(), nonce);
            Transport.Response response = exchange(call, Optional.of(body));
            fresh = response.header("replay-nonce").orElse("");
            return response;
        } finally {
            nonces.back(fresh);
        }
    }

    private Transport.Response fetchNonce() throws AcmeException, InterruptedException {
        URI url = directory.get().newNonce();
        Call call = Call.get("newNonce", url);
        Transport.Response response =
                exchange(new Transport.Request("HEAD", url, Optional.empty(), "", MAX_BYTES, remaining(call)));
        accepted(call, response);
        return response;
    }

    private Transport.Response exchange(Call call, Optional<byte[]> body) throws AcmeException, InterruptedException {
        return exchange(new Transport.Request(
                call.method().name(), call.url(), body, call.accept(), MAX_BYTES, remaining(call)));
    }

    private Transport.Response exchange(Transport.Request request) throws AcmeException, InterruptedException {
        outage.check();
        lull.await(deadline);
        Transport.Response response = transport.exchange(request);
        outage.over();
        lull.note(response);
        return response;
    }

    private Duration remaining(Call call) throws AcmeException.TimedOut {
        if (deadline.isEmpty()) {
            return TIMEOUT;
        }
        Duration left = Duration.between(time.instant(), deadline.get());
        if (left.isNegative() || left.isZero()) {
            throw new AcmeException.TimedOut("the time for this order is over before " + call.what(), Optional.empty());
        }
        return left.compareTo(TIMEOUT) < 0 ? left : TIMEOUT;
    }

    private Answer accepted(Call call, Transport.Response response) throws AcmeException {
        Answer answer = new Answer(call.what(), call.url(), response, time.instant());
        int status = response.status();
        if (status >= 200 && status < 300) {
            return answer;
        }
        if (status < 400) {
            String target = ServerText.clean(response.header("location").orElse("nowhere"), 200);
            throw answer.broken(
                    "the server redirects (HTTP status " + status + ") to " + target + "; redirects are not followed");
        }
        Problem problem = Problems.of(response);
        throw new AcmeException.Refused(call.what(), problem, answer.retryAt(), Problems.link(problem, answer));
    }

    private static boolean badNonce(Transport.Response response) {
        return response.status() >= 400 && Problems.of(response).reaction() == Reaction.FRESH_NONCE;
    }
}

package dev.perennial.devca.fault;

import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Reply;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Nonces refused, missing, broken, repeated: F12, F13. */
final class NonceLies {
    private static final String NONCE = "Replay-Nonce";

    private NonceLies() {}

    static List<Scenario> all() {
        AtomicReference<String> first = new AtomicReference<>("");
        return List.of(
                Scenario.of("bad-nonce-forever", "F12", "every signed request has a bad nonce", badNonce()),
                Scenario.of(
                        "bad-nonce-thrice",
                        "F12",
                        "the first three nonces are refused",
                        badNonce().nth(n -> n <= 3)),
                headers("nonce-missing", "answers bring no nonce", (exchange, reply) -> reply.withoutHeader(NONCE)),
                headers(
                        "nonce-malformed",
                        "nonces are no base64url",
                        (exchange, reply) -> reply.setHeader(NONCE, "not+base64/url=\"")),
                headers("nonce-twice", "answers bring two nonces", (exchange, reply) -> reply.header(NONCE, "AAAA")),
                headers(
                        "nonce-huge",
                        "nonces have 100000 characters",
                        (exchange, reply) -> reply.setHeader(NONCE, "A".repeat(100_000))),
                headers(
                        "nonce-again",
                        "the same nonce is handed out for ever",
                        (exchange, reply) -> reply.header(NONCE)
                                .ifPresent(nonce -> reply.setHeader(
                                        NONCE, first.updateAndGet(old -> old.isEmpty() ? nonce : old)))));
    }

    private static Rule badNonce() {
        return Rule.instead(exchange -> Reply.problem(Problem.of(ErrorType.badNonce, "bad, as ever"))
                        .header(NONCE, "AAAAAAAAAAAAAAAAAAAAAA"))
                .when(exchange -> exchange.request().method().equals("POST"));
    }

    private static Scenario headers(String name, String description, BiConsumer<Exchange, Reply> edit) {
        return Scenario.of(name, "F13", description, Rule.bend(edit));
    }
}

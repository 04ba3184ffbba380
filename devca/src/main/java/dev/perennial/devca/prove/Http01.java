package dev.perennial.devca.prove;

import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** http-01 (RFC 8555 §8.3), with the redirect rules of public CAs. */
final class Http01 {
    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

    private Http01() {}

    static void check(Claim claim, View view) {
        WebTarget target =
                new WebTarget(false, claim.identifier().value(), "/.well-known/acme-challenge/" + claim.token());
        Set<WebTarget> seen = new HashSet<>();
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            if (!seen.add(target)) {
                throw new Refusal(ErrorType.connection, "redirect loop at " + target);
            }
            WebAnswer answer = fetch(target, view);
            if (!REDIRECTS.contains(answer.status())) {
                judge(answer, target, claim);
                return;
            }
            target = target.redirectedTo(answer.location());
        }
        throw new Refusal(ErrorType.connection, "more than " + MAX_REDIRECTS + " redirects");
    }

    private static void judge(WebAnswer answer, WebTarget target, Claim claim) {
        if (answer.status() != 200) {
            throw Refusal.unauthorized(target + " answers " + answer.status());
        }
        String body = new String(answer.body(), StandardCharsets.UTF_8).stripTrailing();
        if (!body.equals(claim.keyAuthorization())) {
            throw Refusal.unauthorized(target + " holds another text than the key authorization");
        }
    }

    private static WebAnswer fetch(WebTarget target, View view) {
        String last = "";
        for (InetAddress address : view.addresses(target.host())) {
            try {
                return WebFetch.get(target, address, target.tls() ? view.tlsPort() : view.httpPort(), view.timeout());
            } catch (IOException e) {
                last = address.getHostAddress() + ": " + e.getMessage();
            }
        }
        throw new Refusal(ErrorType.connection, "fetching " + target + ": " + last);
    }
}

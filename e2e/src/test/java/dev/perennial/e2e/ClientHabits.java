package dev.perennial.e2e;

import dev.perennial.devca.wire.RecordedRequest;
import dev.perennial.devca.wire.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the requests of a client tell about it. */
final class ClientHabits {
    private static final Pattern ALGORITHM = Pattern.compile("\"alg\"\\s*:\\s*\"([^\"]+)\"");

    private final List<RecordedRequest> requests;

    ClientHabits(List<RecordedRequest> requests) {
        this.requests = List.copyOf(requests);
    }

    /** The algorithm of its account key. */
    String algorithm() {
        return requests.stream()
                .map(request -> ALGORITHM.matcher(request.header()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("?");
    }

    /** Whether most of its nonces come with answers, as RFC 8555 §6.5 means them to. */
    boolean takesNoncesFromAnswers() {
        long fetched = of(Resource.NEW_NONCE).size();
        long signed = requests.stream()
                .filter(request -> request.method().equals("POST"))
                .count();
        return 2 * fetched < signed;
    }

    /** Whether a renewal names its predecessor (RFC 9773 §5). */
    boolean namesThePredecessor() {
        return of(Resource.NEW_ORDER).stream()
                .anyMatch(request -> request.payload().contains("\"replaces\""));
    }

    /** Whether it asks when to renew (RFC 9773 §4). */
    boolean asksWhenToRenew() {
        return !of(Resource.RENEWAL_INFO).isEmpty();
    }

    /** How soon it looked at an order after the request that was answered with Retry-After; the shortest time. */
    Optional<Duration> shortestWait() {
        return requests.stream()
                .filter(request -> is(request, Resource.FINALIZE))
                .flatMap(finalize -> requests.stream()
                        .filter(later -> is(later, Resource.ORDER) && later.number() > finalize.number())
                        .findFirst()
                        .map(look -> Duration.between(finalize.at(), look.at()))
                        .stream())
                .min(Duration::compareTo);
    }

    /** Whether it told the CA to look at a proof. */
    boolean answeredAChallenge() {
        return !of(Resource.CHALLENGE).isEmpty();
    }

    private List<RecordedRequest> of(Resource resource) {
        return requests.stream().filter(request -> is(request, resource)).toList();
    }

    private static boolean is(RecordedRequest request, Resource resource) {
        return request.resource().stream().anyMatch(resource::equals);
    }
}

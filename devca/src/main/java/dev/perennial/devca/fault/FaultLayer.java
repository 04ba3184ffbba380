package dev.perennial.devca.fault;

import dev.perennial.devca.issue.Authority;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Request;
import dev.perennial.devca.wire.Resource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Stands between the sockets and the server, and applies the scenarios that are on. */
public final class FaultLayer {
    private final String origin;
    private final Clock clock;
    private final Authority authority;
    private final Levers levers;
    private final AtomicLong strikes = new AtomicLong();
    private volatile List<Scenario> scenarios = List.of();
    private volatile List<Counted> rules = List.of();

    private record Counted(Rule rule, AtomicInteger calls) {}

    public FaultLayer(String origin, Clock clock, Authority authority, Levers levers) {
        this.origin = origin;
        this.clock = clock;
        this.authority = authority;
        this.levers = levers;
    }

    /** Ends the scenarios that are on and starts these; calls are counted anew. */
    public void set(List<Scenario> wanted) {
        scenarios.forEach(scenario -> scenario.teardown().accept(levers));
        strikes.set(0);
        scenarios = List.copyOf(wanted);
        rules = wanted.stream()
                .flatMap(scenario -> scenario.rules().stream())
                .map(rule -> new Counted(rule, new AtomicInteger()))
                .toList();
        wanted.forEach(scenario -> scenario.setup().accept(levers));
    }

    /** How many answers were bent or replaced since the scenarios were set. */
    public long strikes() {
        return strikes.get();
    }

    public List<Scenario> scenarios() {
        return scenarios;
    }

    public Reply answer(Request request, Function<Request, Reply> server) {
        Optional<Resource> resource = Resource.find(request.path()).map(Resource.Match::resource);
        if (rules.isEmpty() || resource.isEmpty()) {
            return server.apply(request);
        }
        Exchange exchange = new Exchange(request, resource.get(), origin, clock.instant(), authority);
        List<Rule> striking = striking(exchange);
        strikes.addAndGet(striking.isEmpty() ? 0 : 1);
        Reply reply = striking.stream()
                .flatMap(rule -> rule.insteadOf(exchange).stream())
                .findFirst()
                .orElseGet(() -> server.apply(request));
        striking.forEach(rule -> rule.bend(exchange, reply));
        return reply;
    }

    private List<Rule> striking(Exchange exchange) {
        List<Rule> striking = new ArrayList<>();
        for (Counted counted : rules) {
            if (counted.rule.concerns(exchange) && counted.rule.strikes(counted.calls.incrementAndGet())) {
                striking.add(counted.rule);
            }
        }
        return striking;
    }
}

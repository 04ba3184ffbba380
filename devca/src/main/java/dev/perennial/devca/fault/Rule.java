package dev.perennial.devca.fault;

import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * One lie: at which resources, at which of their calls (counted from 1, per rule, of those that meet the condition),
 * and what happens. A rule answers in place of the server, which then never sees the request, or bends its answer.
 */
public final class Rule {
    private final Set<Resource> resources;
    private final IntPredicate nth;
    private final Predicate<Exchange> condition;
    private final Function<Exchange, Optional<Reply>> instead;
    private final BiConsumer<Exchange, Reply> bend;

    private Rule(
            Set<Resource> resources,
            IntPredicate nth,
            Predicate<Exchange> condition,
            Function<Exchange, Optional<Reply>> instead,
            BiConsumer<Exchange, Reply> bend) {
        this.resources = resources;
        this.nth = nth;
        this.condition = condition;
        this.instead = instead;
        this.bend = bend;
    }

    /** Bends every answer of these resources; of all, if none is named. */
    public static Rule bend(BiConsumer<Exchange, Reply> bend, Resource... resources) {
        return new Rule(setOf(resources), n -> true, e -> true, e -> Optional.empty(), bend);
    }

    /** Answers every request to these resources in place of the server. */
    public static Rule instead(Function<Exchange, Reply> reply, Resource... resources) {
        return new Rule(setOf(resources), n -> true, e -> true, e -> Optional.of(reply.apply(e)), (e, r) -> {});
    }

    /** The same for the first call only. */
    public Rule once() {
        return nth(n -> n == 1);
    }

    public Rule nth(IntPredicate which) {
        return new Rule(resources, which, condition, instead, bend);
    }

    public Rule when(Predicate<Exchange> test) {
        return new Rule(resources, nth, test, instead, bend);
    }

    boolean concerns(Exchange exchange) {
        return resources.contains(exchange.resource()) && condition.test(exchange);
    }

    boolean strikes(int call) {
        return nth.test(call);
    }

    Optional<Reply> insteadOf(Exchange exchange) {
        return instead.apply(exchange);
    }

    void bend(Exchange exchange, Reply reply) {
        bend.accept(exchange, reply);
    }

    private static Set<Resource> setOf(Resource... resources) {
        Set<Resource> set = EnumSet.noneOf(Resource.class);
        set.addAll(resources.length == 0 ? EnumSet.allOf(Resource.class) : Set.of(resources));
        return set;
    }
}

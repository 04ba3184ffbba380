package dev.perennial.devca.acme;

import dev.perennial.devca.state.Authorization;
import dev.perennial.devca.state.Challenge;
import dev.perennial.devca.state.Order;
import dev.perennial.devca.state.Store;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The status of an order (RFC 8555 §7.1.6), which for an open one follows from its authorizations and the time. */
enum OrderStatus {
    pending,
    ready,
    processing,
    valid,
    invalid;

    static OrderStatus of(Order order, Store store, Instant now) {
        return switch (order.stage()) {
            case PROCESSING -> processing;
            case VALID -> valid;
            case INVALID -> invalid;
            case OPEN -> open(order, store, now);
        };
    }

    private static OrderStatus open(Order order, Store store, Instant now) {
        List<Authorization> known = authorizations(order, store);
        List<Authorization.Status> states =
                known.stream().map(authorization -> authorization.status(now)).toList();
        if (!now.isBefore(order.expires())
                || known.size() < order.authorizations().size()
                || states.stream()
                        .anyMatch(s -> s != Authorization.Status.pending && s != Authorization.Status.valid)) {
            return invalid;
        }
        return states.stream().allMatch(s -> s == Authorization.Status.valid) ? ready : pending;
    }

    /** Why the order is invalid, if a challenge tells. */
    static Optional<Problem> error(Order order, Store store) {
        if (order.error() != null) {
            return Optional.of(order.error());
        }
        List<Authorization> failed = authorizations(order, store).stream()
                .filter(authorization -> authorization.stored() == Authorization.Status.invalid)
                .toList();
        List<Problem.Sub> subs = failed.stream()
                .flatMap(authorization -> authorization.challenges().stream()
                        .map(Challenge::error)
                        .filter(Objects::nonNull)
                        .map(problem -> new Problem.Sub(problem.type(), problem.detail(), authorization.identifier())))
                .toList();
        if (subs.isEmpty()) {
            return Optional.empty();
        }
        Problem.Sub first = subs.getFirst();
        Problem problem = Problem.of(subs.size() == 1 ? first.type() : ErrorType.compound, first.detail());
        for (Problem.Sub sub : subs) {
            problem = problem.with(sub);
        }
        return Optional.of(problem);
    }

    private static List<Authorization> authorizations(Order order, Store store) {
        return order.authorizations().stream()
                .flatMap(id -> store.authorizations().find(id).stream())
                .toList();
    }
}

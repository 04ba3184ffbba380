package dev.perennial.cli;

import dev.perennial.keeper.AccountView;
import dev.perennial.keeper.Cost;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine says, as members of JSON objects; {@code docs/commands.md} describes them. */
final class Forms {
    private Forms() {}

    static Map<String, Object> of(Event event) {
        return switch (event) {
            case Event.Started e -> event(e, "started", "reason", e.reason());
            case Event.Planned e -> event(e, "planned", "certificates", e.certificates());
            case Event.AccountRegistered e ->
                event(e, "account-registered", "email", e.email(), "account", e.account());
            case Event.OrderPlaced e -> event(e, "order-placed", "order", e.order());
            case Event.OrderResumed e -> event(e, "order-resumed", "order", e.order());
            case Event.AlreadyAuthorized e -> event(e, "already-authorized", "identifier", e.identifier());
            case Event.Proving e -> event(e, "proving", "identifier", e.identifier(), "solver", e.solver());
            case Event.SolverFailed e ->
                event(e, "solver-failed", "identifier", e.identifier(), "solver", e.solver(), "reason", e.reason());
            case Event.Validating e -> event(e, "validating", "identifiers", e.identifiers());
            case Event.Finalizing e -> event(e, "finalizing");
            case Event.Waiting e ->
                event(e, "waiting", "for", e.what(), "milliseconds", e.pause().toMillis());
            case Event.Received e -> event(e, "received", "issuer", e.issuer());
            case Event.HookRan e ->
                event(e, "hook-ran", "hook", e.hook(), "for", e.event(), "success", e.success(), "output", e.output());
            case Event.Notice e -> event(e, "notice", "text", e.text());
            case Event.Instruction e -> event(e, "instruction", "text", e.text());
            case Event.Paused e -> event(e, "paused", "identifiers", e.identifiers(), "page", e.pageForLogs());
            case Event.Risk e -> event(e, "risk", "text", e.text());
            case Event.Slept e -> event(e, "slept", "next", e.next());
            case Event.Finished e -> {
                Map<String, Object> form = members("event", "finished");
                form.putAll(of(e.outcome()));
                yield form;
            }
        };
    }

    static Map<String, Object> of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued o ->
                members(
                        "name",
                        o.name(),
                        "outcome",
                        "issued",
                        "certificate",
                        o.certificate(),
                        "key",
                        o.key(),
                        "notAfter",
                        o.notAfter());
            case Outcome.Authorized o -> members("name", o.name(), "outcome", "authorized", "until", o.until());
            case Outcome.Unchanged o ->
                members("name", o.name(), "outcome", "unchanged", "reason", o.reason(), "next", o.next());
            case Outcome.Failed o ->
                members(
                        "name",
                        o.name(),
                        "outcome",
                        "failed",
                        "reason",
                        o.reason(),
                        "hint",
                        o.hint(),
                        "retryAt",
                        o.retryAt());
            case Outcome.Deferred o ->
                members(
                        "name",
                        o.name(),
                        "outcome",
                        "deferred",
                        "reason",
                        o.reason(),
                        "hint",
                        o.hint(),
                        "until",
                        o.until());
        };
    }

    static Map<String, Object> of(Step step) {
        return switch (step) {
            case Step.Obtain s -> {
                Map<String, Object> form = members("name", s.name(), "step", "obtain", "reason", s.reason());
                form.putAll(of(s.cost()));
                yield form;
            }
            case Step.Wait s -> members("name", s.name(), "step", "wait", "reason", s.reason(), "next", s.next());
            case Step.Hold s ->
                members(
                        "name",
                        s.name(),
                        "step",
                        "hold",
                        "reason",
                        s.reason(),
                        "until",
                        s.until(),
                        "lastFailure",
                        s.lastFailure());
            case Step.Blocked s -> members("name", s.name(), "step", "blocked", "reason", s.reason(), "hint", s.hint());
        };
    }

    /** Nothing where nothing is known. */
    private static Map<String, Object> of(Cost cost) {
        if (!cost.free() && cost.charges().isEmpty()) {
            return Map.of();
        }
        List<Map<String, Object>> takes = cost.charges().stream()
                .map(c -> members(
                        "limit",
                        c.limit(),
                        "of",
                        c.text(),
                        "left",
                        c.left(),
                        "burst",
                        c.burst(),
                        "refillSeconds",
                        c.refill().toSeconds()))
                .toList();
        return members("free", cost.free(), "takes", takes);
    }

    static Map<String, Object> of(AccountView account) {
        return members(
                "email",
                account.email(),
                "ca",
                account.ca(),
                "url",
                account.url(),
                "thumbprint",
                account.thumbprint(),
                "keyType",
                account.keyType(),
                "status",
                account.status(),
                "contact",
                account.contact(),
                "orders",
                account.orders());
    }

    /** An object of name and value pairs in this order; what is absent is left out. */
    static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value instanceof Optional<?> optional) {
                if (optional.isEmpty()) {
                    continue;
                }
                value = optional.get();
            }
            members.put((String) namesAndValues[i], plain(value));
        }
        return members;
    }

    private static Map<String, Object> event(Event event, String word, Object... namesAndValues) {
        Map<String, Object> members = members("event", word);
        if (!event.name().isEmpty()) {
            members.put("name", event.name());
        }
        members.putAll(members(namesAndValues));
        return members;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Number number -> number;
            case Boolean bool -> bool;
            case List<?> list -> list.stream().map(Forms::plain).toList();
            case Map<?, ?> map -> map;
            default -> value.toString();
        };
    }
}

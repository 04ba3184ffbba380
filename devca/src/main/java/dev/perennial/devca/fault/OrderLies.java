package dev.perennial.devca.fault;

import dev.perennial.devca.wire.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Orders that hang, go backwards or are for something else: F02, F15, F16, F17. */
final class OrderLies {
    private static final Resource[] ORDERS = {Resource.NEW_ORDER, Resource.ORDER, Resource.FINALIZE};

    private OrderLies() {}

    static List<Scenario> all() {
        return List.of(
                order(
                        "identifier-as-path",
                        "F02",
                        "has a path for an identifier",
                        json -> json.put("identifiers", dns("../../etc/passwd"))),
                order(
                        "identifier-lookalike",
                        "F02",
                        "has a look-alike for an identifier",
                        json -> json.put("identifiers", dns("ex\u0430mple.com"))),
                whenDone("order-processing-forever", "F15", "never leaves processing", json -> {
                    json.put("status", "processing");
                    json.remove("certificate");
                }),
                Scenario.of(
                        "authz-pending-forever",
                        "F15",
                        "authorizations never leave pending",
                        Rule.bend(
                                (exchange, reply) -> reply.editJson(json -> json.put("status", "pending")),
                                Resource.AUTHORIZATION),
                        pendingOrders()),
                whenDone(
                        "order-regresses",
                        "F16",
                        "goes back from valid to pending",
                        json -> json.put("status", "pending")),
                order("order-unknown-status", "F16", "has an unknown status", json -> json.put("status", "meditating")),
                order("order-without-status", "F16", "has no status", json -> json.remove("status")),
                order("order-without-finalize", "F16", "has no finalize URL", json -> json.remove("finalize")),
                order(
                        "order-without-authorizations",
                        "F16",
                        "has no authorizations",
                        json -> json.put("authorizations", List.of())),
                whenDone(
                        "order-without-certificate",
                        "F16",
                        "is valid without a certificate URL",
                        json -> json.remove("certificate")),
                order(
                        "order-other-identifiers",
                        "F17",
                        "is for other names",
                        json -> json.put("identifiers", dns("other.example"))),
                order("order-extra-identifier", "F17", "is for one name more", OrderLies::addIdentifier),
                order("order-other-profile", "F17", "is of another profile", json -> json.put("profile", "another")),
                order("order-drops-replaces", "F17", "forgets what it replaces", json -> json.remove("replaces")),
                order(
                        "order-other-replaces",
                        "F17",
                        "replaces something else",
                        json -> json.put("replaces", "AAAA.AQ")));
    }

    /** Orders stay pending too, as they must while an authorization is. */
    static Rule pendingOrders() {
        return Rule.bend(
                (exchange, reply) -> reply.editJson(json -> json.put("status", "pending")),
                Resource.NEW_ORDER,
                Resource.ORDER);
    }

    private static Scenario order(String name, String fault, String description, Consumer<Map<String, Object>> edit) {
        return Scenario.of(
                name, fault, "an order " + description, Rule.bend((exchange, reply) -> reply.editJson(edit), ORDERS));
    }

    private static Scenario whenDone(
            String name, String fault, String description, Consumer<Map<String, Object>> edit) {
        return order(name, fault, description, json -> {
            if ("valid".equals(json.get("status"))) {
                edit.accept(json);
            }
        });
    }

    private static List<Map<String, Object>> dns(String name) {
        Map<String, Object> identifier = new LinkedHashMap<>();
        identifier.put("type", "dns");
        identifier.put("value", name);
        return List.of(identifier);
    }

    private static void addIdentifier(Map<String, Object> json) {
        List<Object> more = new ArrayList<>(dns("extra.example"));
        if (json.get("identifiers") instanceof List<?> list) {
            more.addAll(list);
        }
        json.put("identifiers", more);
    }
}

package dev.perennial.devca.acme;

import dev.perennial.devca.state.Order;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order as the client sees it. */
final class OrderView {
    private final Realm realm;
    private final RetryAfter retryAfter;

    OrderView(Realm realm) {
        this.realm = realm;
        this.retryAfter = new RetryAfter(realm);
    }

    Reply reply(int status, Order order) {
        OrderStatus state = OrderStatus.of(order, realm.store(), realm.now());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", state.name());
        json.put("expires", order.expires().toString());
        json.put(
                "identifiers",
                shuffled(order.identifiers()).stream().map(Identifier::toJson).toList());
        json.put(
                "authorizations",
                shuffled(order.authorizations()).stream()
                        .map(realm.site()::authorization)
                        .toList());
        json.put("finalize", realm.site().url(Resource.FINALIZE, order.id()));
        putOptional(json, "profile", order.profile());
        putOptional(json, "notBefore", order.notBefore());
        putOptional(json, "notAfter", order.notAfter());
        putOptional(json, "replaces", order.replaces());
        if (state == OrderStatus.invalid) {
            OrderStatus.error(order, realm.store()).ifPresent(problem -> json.put("error", problem.toJson()));
        }
        if (order.certificate() != null) {
            json.put("certificate", realm.site().url(Resource.CERTIFICATE, order.certificate()));
        }
        Reply reply = Reply.json(status, json).header("Location", realm.site().order(order.id()));
        if (state == OrderStatus.processing) {
            retryAfter.add(reply);
        }
        return reply;
    }

    private <T> List<T> shuffled(List<T> list) {
        return realm.policy().shuffle() ? realm.chance().shuffled(list) : list;
    }

    private static void putOptional(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}

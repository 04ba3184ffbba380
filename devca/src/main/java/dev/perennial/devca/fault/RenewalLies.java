package dev.perennial.devca.fault;

import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renewal information that leads astray: F26. */
final class RenewalLies {
    private RenewalLies() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        window(all, "ari-end-before-start", "2030-01-02T00:00:00Z", "2030-01-01T00:00:00Z");
        window(all, "ari-year-9999", "9999-01-01T00:00:00Z", "9999-12-31T00:00:00Z");
        window(all, "ari-year-0001", "0001-01-01T00:00:00Z", "0001-01-02T00:00:00Z");
        window(all, "ari-no-dates", "soon", "later");
        bend(
                all,
                "ari-no-retry-after",
                "does not say when to ask again",
                Rule.bend((exchange, reply) -> reply.withoutHeader("Retry-After"), Resource.RENEWAL_INFO));
        bend(
                all,
                "ari-garbage",
                "is no JSON",
                Rule.bend((exchange, reply) -> reply.setText("{{{"), Resource.RENEWAL_INFO));
        bend(all, "ari-404", "is not found", Rule.instead(exchange -> Reply.empty(404), Resource.RENEWAL_INFO));
        bend(all, "ari-500", "is broken", Rule.instead(exchange -> Reply.empty(500), Resource.RENEWAL_INFO));
        explain(all, "ari-explanation-escapes", "https://ca.example/\u001b[2J\r\nX-Evil: 1");
        explain(all, "ari-explanation-javascript", "javascript:alert(1)");
        bend(
                all,
                "ari-now",
                "says renew now, for ever",
                Rule.bend(
                        (exchange, reply) -> reply.editJson(json -> json.put(
                                "suggestedWindow",
                                Map.of(
                                        "start",
                                        exchange.now().minusSeconds(7200).toString(),
                                        "end",
                                        exchange.now().minusSeconds(3600).toString()))),
                        Resource.RENEWAL_INFO));
        return all;
    }

    private static void window(List<Scenario> all, String name, String start, String end) {
        bend(
                all,
                name,
                "has a window from " + start + " to " + end,
                Rule.bend(
                        (exchange, reply) -> reply.editJson(json -> {
                            Map<String, Object> window = new LinkedHashMap<>();
                            window.put("start", start);
                            window.put("end", end);
                            json.put("suggestedWindow", window);
                        }),
                        Resource.RENEWAL_INFO));
    }

    private static void explain(List<Scenario> all, String name, String url) {
        bend(
                all,
                name,
                "is explained at a URL that is none",
                Rule.bend(
                        (exchange, reply) -> reply.editJson(json -> json.put("explanationURL", url)),
                        Resource.RENEWAL_INFO));
    }

    private static void bend(List<Scenario> all, String name, String what, Rule rule) {
        all.add(Scenario.of(name, "F26", "renewal information " + what, rule));
    }
}

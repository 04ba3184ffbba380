package dev.perennial.devca.fault;

import dev.perennial.devca.wire.Resource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** Orders that are hardly JSON: F08. */
final class JsonLies {
    private JsonLies() {}

    static List<Scenario> all() {
        return List.of(
                text("json-deep", "is nested 100000 deep", text -> "{\"a\":" + "[".repeat(100_000)),
                text(
                        "json-duplicate-keys",
                        "has its status twice",
                        text -> text.replaceFirst("\\{", "{\"status\":\"valid\",")),
                text(
                        "json-huge-number",
                        "holds a number without end",
                        text -> text.replaceFirst("\\{", "{\"n\":1e999999999,")),
                text(
                        "json-wrong-types",
                        "has numbers for strings",
                        text -> text.replaceFirst("\"status\":\"[a-z]*\"", "\"status\":17")),
                text("json-null", "is null", text -> "null"),
                text("json-array", "is an array", text -> "[" + text + "]"),
                text(
                        "json-lone-surrogate",
                        "holds half a character",
                        text -> text.replaceFirst("\\{", "{\"x\":\"\\\\ud800\",")),
                text("json-bom", "begins with a byte order mark", text -> "\uFEFF" + text),
                text("json-truncated", "ends in its middle", text -> text.substring(0, text.length() / 2)),
                text("json-empty", "is empty", text -> ""),
                Scenario.of(
                        "json-utf16",
                        "F08",
                        "an order is in UTF-16",
                        Rule.bend(
                                (exchange, reply) -> reply.setBody(reply.text().getBytes(StandardCharsets.UTF_16)),
                                Resource.NEW_ORDER,
                                Resource.ORDER)),
                Scenario.of(
                        "json-not-utf8",
                        "F08",
                        "an order holds bytes that are no UTF-8",
                        Rule.bend(
                                (exchange, reply) -> reply.setBody(reply.text()
                                        .replaceFirst("\\{", "{\"\u00ff\":1,")
                                        .getBytes(StandardCharsets.ISO_8859_1)),
                                Resource.NEW_ORDER,
                                Resource.ORDER)));
    }

    private static Scenario text(String name, String description, UnaryOperator<String> edit) {
        return Scenario.of(
                name,
                "F08",
                "an order " + description,
                Rule.bend(
                        (exchange, reply) -> {
                            if (reply.isJson()) {
                                reply.editText(edit);
                            }
                        },
                        Resource.NEW_ORDER,
                        Resource.ORDER));
    }
}

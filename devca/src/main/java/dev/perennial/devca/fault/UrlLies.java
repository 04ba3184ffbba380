package dev.perennial.devca.fault;

import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** URLs and redirects that lead where no client should go: F03, F04. */
final class UrlLies {
    private UrlLies() {}

    private record Place(Resource[] resources, BiConsumer<Reply, UnaryOperator<String>> edit) {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        places().forEach((place, where) -> kinds().forEach((kind, lie) -> all.add(Scenario.of(
                "url-" + kind + "-in-" + place,
                "F03",
                "the URL of the " + place + " is " + kind,
                Rule.bend((exchange, reply) -> where.edit.accept(reply, lie), where.resources)))));
        for (int status : List.of(301, 307, 308)) {
            redirect(
                    all,
                    status,
                    "loop",
                    exchange -> exchange.origin() + exchange.request().target());
            redirect(all, status, "foreign", exchange -> "https://localhost:9/" + exchange.resource());
            redirect(
                    all,
                    status,
                    "downgrade",
                    exchange -> exchange.origin().replaceFirst("https", "http")
                            + exchange.request().target());
        }
        return all;
    }

    private static void redirect(List<Scenario> all, int status, String name, Function<Exchange, String> target) {
        all.add(Scenario.of(
                "redirect-" + status + "-" + name,
                "F04",
                "newOrder answers with a redirect: " + name,
                Rule.instead(
                        exchange -> Reply.empty(status).header("Location", target.apply(exchange)),
                        Resource.NEW_ORDER)));
    }

    private static Map<String, UnaryOperator<String>> kinds() {
        Map<String, UnaryOperator<String>> kinds = new LinkedHashMap<>();
        kinds.put("http", url -> url.replaceFirst("^https", "http"));
        kinds.put("file", url -> "file:///etc/passwd");
        kinds.put("data", url -> "data:application/json,%7B%7D");
        kinds.put("jar", url -> "jar:file:/tmp/evil.jar!/x");
        kinds.put("javascript", url -> "javascript:alert(1)");
        kinds.put("userinfo", url -> url.replaceFirst("//", "//user:secret@"));
        kinds.put("foreign", url -> url.replaceFirst("//[^/]*", "//other.example"));
        kinds.put("private", url -> url.replaceFirst("//[^/]*", "//169.254.169.254"));
        kinds.put("huge", url -> url + "/" + "x".repeat(65_536));
        kinds.put("relative", url -> "/relative/path");
        return kinds;
    }

    private static Map<String, Place> places() {
        Map<String, Place> places = new LinkedHashMap<>();
        places.put("directory", member("newOrder", Resource.DIRECTORY));
        places.put("account", header("Location", Resource.NEW_ACCOUNT));
        places.put("order", header("Location", Resource.NEW_ORDER));
        places.put(
                "authorization",
                new Place(
                        new Resource[] {Resource.NEW_ORDER, Resource.ORDER},
                        (reply, lie) -> reply.editJson(
                                json -> json.computeIfPresent("authorizations", (key, urls) -> lied(urls, lie)))));
        places.put(
                "challenge",
                new Place(
                        new Resource[] {Resource.AUTHORIZATION},
                        (reply, lie) -> reply.editText(text ->
                                text.replaceAll("(\"url\":\")[^\"]*", "$1" + lie.apply("https://localhost/x")))));
        places.put("finalize", member("finalize", Resource.NEW_ORDER, Resource.ORDER));
        places.put("certificate", member("certificate", Resource.ORDER, Resource.FINALIZE));
        places.put(
                "alternate",
                new Place(
                        new Resource[] {Resource.CERTIFICATE},
                        (reply, lie) ->
                                reply.header("Link", "<" + lie.apply("https://localhost/x") + ">;rel=\"alternate\"")));
        places.put("renewal-info", member("renewalInfo", Resource.DIRECTORY));
        return places;
    }

    private static Place member(String member, Resource... resources) {
        return new Place(
                resources,
                (reply, lie) ->
                        reply.editJson(json -> json.computeIfPresent(member, (key, url) -> lie.apply(url.toString()))));
    }

    private static Place header(String name, Resource... resources) {
        return new Place(
                resources, (reply, lie) -> reply.header(name).ifPresent(url -> reply.setHeader(name, lie.apply(url))));
    }

    private static List<String> lied(Object urls, UnaryOperator<String> lie) {
        return ((List<?>) urls).stream().map(url -> lie.apply(url.toString())).toList();
    }
}

package dev.perennial.devca.fault;

import dev.perennial.devca.wire.Delivery;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Connections that break, stall or never end, and front-ends that speak HTML: F05, F06, F07, F11, F14. */
final class Breakdowns {
    private static final List<Resource> ACTING = List.of(
            Resource.NEW_ACCOUNT, Resource.NEW_ORDER, Resource.FINALIZE, Resource.REVOKE_CERT, Resource.KEY_CHANGE);

    private Breakdowns() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (Resource resource : List.of(Resource.DIRECTORY, Resource.ORDER, Resource.CERTIFICATE)) {
            deliver(all, "F05", "endless-" + name(resource), Delivery.ENDLESS, resource);
        }
        all.add(Scenario.of(
                "gzip-bomb",
                "F05",
                "the certificate comes as a gzip bomb nobody asked for",
                Rule.bend(
                        (exchange, reply) ->
                                reply.setHeader("Content-Encoding", "gzip").setBody(bomb()),
                        Resource.CERTIFICATE)));
        deliver(all, "F06", "slow-directory", Delivery.DRIPPED, Resource.DIRECTORY);
        deliver(all, "F06", "slow-order", Delivery.DRIPPED, Resource.ORDER);
        deliver(all, "F06", "hung-order", Delivery.HUNG, Resource.ORDER);
        for (Resource resource : ACTING) {
            after(all, "drop-after-" + name(resource), Delivery.DROPPED, resource);
            after(all, "truncate-after-" + name(resource), Delivery.TRUNCATED, resource);
        }
        for (int status : List.of(429, 500, 502, 503)) {
            all.add(Scenario.of(
                    "html-" + status + "-once",
                    "F11",
                    "the first newOrder meets a front-end's page",
                    Rule.instead(exchange -> html(status).header("Retry-After", "1"), Resource.NEW_ORDER)
                            .once()));
            all.add(Scenario.of(
                    "html-" + status,
                    "F11",
                    "every newOrder meets a front-end's page",
                    Rule.instead(exchange -> html(status).header("Retry-After", "60"), Resource.NEW_ORDER)));
        }
        retryAfter(all, "negative", "-1");
        retryAfter(all, "zero", "0");
        retryAfter(all, "huge", "1000000000000");
        retryAfter(all, "overflow", "99999999999999999999999999");
        retryAfter(all, "nan", "NaN");
        retryAfter(all, "empty", "");
        retryAfter(all, "year-1970", "Thu, 01 Jan 1970 00:00:00 GMT");
        retryAfter(all, "year-9999", "Fri, 31 Dec 9999 23:59:59 GMT");
        retryAfter(all, "both", "2", "Fri, 31 Dec 9999 23:59:59 GMT");
        return all;
    }

    private static String name(Resource resource) {
        return resource.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void deliver(List<Scenario> all, String fault, String name, Delivery delivery, Resource resource) {
        all.add(Scenario.of(
                name,
                fault,
                "the answer is " + delivery.name().toLowerCase(Locale.ROOT),
                Rule.bend((exchange, reply) -> reply.setDelivery(delivery), resource)));
    }

    private static void after(List<Scenario> all, String name, Delivery delivery, Resource resource) {
        all.add(Scenario.of(
                name,
                "F07",
                "the server acts, but its first answer does not arrive whole",
                Rule.bend((exchange, reply) -> reply.setDelivery(delivery), resource)
                        .once()));
    }

    private static void retryAfter(List<Scenario> all, String name, String... values) {
        all.add(Scenario.of(
                "retry-after-" + name,
                "F14",
                "Retry-After says " + String.join(" and ", values),
                Rule.bend(
                        (exchange, reply) -> {
                            reply.withoutHeader("Retry-After");
                            for (String value : values) {
                                reply.header("Retry-After", value);
                            }
                        },
                        Resource.ORDER,
                        Resource.FINALIZE,
                        Resource.AUTHORIZATION,
                        Resource.CHALLENGE,
                        Resource.RENEWAL_INFO)));
    }

    private static Reply html(int status) {
        return Reply.text(status, "text/html", "<html><h1>" + status + "</h1><script>alert(1)</script></html>");
    }

    private static byte[] bomb() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                byte[] zeros = new byte[1 << 20];
                for (int mebibytes = 0; mebibytes < 64; mebibytes++) {
                    gzip.write(zeros);
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

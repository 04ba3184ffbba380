package dev.perennial.devca.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import dev.perennial.devca.issue.Authority;
import dev.perennial.devca.issue.Hierarchy;
import dev.perennial.devca.issue.KeyPairs;
import dev.perennial.devca.issue.Leaf;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.state.Store;
import dev.perennial.devca.wire.Delivery;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Request;
import dev.perennial.devca.wire.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario changes something, each on typical answers of every resource and without a socket. */
class ScenariosTest {
    private static final String ORIGIN = "https://localhost:1";
    private static final Authority AUTHORITY = new Authority(
            new Hierarchy(Policy.builder().build(), Store.inMemory(10).secrets(), Instant.now()), ORIGIN, ORIGIN);

    private final List<String> turned = new ArrayList<>();
    private final FaultLayer layer = new FaultLayer(ORIGIN, Clock.systemUTC(), AUTHORITY, new Levers() {
        @Override
        public void changeTerms() {
            turned.add("terms");
        }

        @Override
        public void showTls(TlsFace face) {
            turned.add("tls " + face);
        }

        @Override
        public void blindViews(int count) {
            turned.add("blind " + count);
        }

        @Override
        public void attackSolvers(boolean on) {
            turned.add("attack " + on);
        }
    });

    private record Sent(int status, String headers, String body, Delivery delivery) {
        static Sent of(Reply reply) {
            return new Sent(
                    reply.status(),
                    reply.headers().toString(),
                    new String(reply.body(), StandardCharsets.ISO_8859_1),
                    reply.delivery());
        }
    }

    private static final String CHAIN = AUTHORITY.chainPem(
            AUTHORITY.sign(Leaf.of(
                    SubjectPublicKeyInfo.getInstance(
                            KeyPairs.generate().getPublic().getEncoded()),
                    List.of(Identifier.dns("example.com"), Identifier.dns("www.example.com")),
                    Instant.now(),
                    Instant.now().plusSeconds(86_400))),
            0);

    private static Reply typical(Resource resource) {
        Reply reply = switch (resource) {
            case DIRECTORY -> Reply.json(200, Map.of("newOrder", ORIGIN + "/new-order", "renewalInfo", ORIGIN + "/r"));
            case NEW_ORDER, ORDER, FINALIZE ->
                Reply.json(
                        200,
                        Map.of(
                                "status",
                                "valid",
                                "identifiers",
                                List.of(Map.of("type", "dns", "value", "example.com")),
                                "authorizations",
                                List.of(ORIGIN + "/authz/1"),
                                "finalize",
                                ORIGIN + "/order/1/finalize",
                                "certificate",
                                ORIGIN + "/cert/1",
                                "replaces",
                                "AAAA.Ag"));
            case AUTHORIZATION, CHALLENGE ->
                Reply.json(
                        200,
                        Map.of(
                                "status",
                                "valid",
                                "challenges",
                                List.of(
                                        Map.of(
                                                "type",
                                                "http-01",
                                                "url",
                                                ORIGIN + "/authz/1/0",
                                                "token",
                                                "t",
                                                "status",
                                                "valid"),
                                        Map.of(
                                                "type",
                                                "dns-persist-01",
                                                "url",
                                                ORIGIN + "/authz/1/1",
                                                "status",
                                                "pending"))));
            case CERTIFICATE, ALTERNATE -> Reply.text(200, "application/pem-certificate-chain", CHAIN);
            case RENEWAL_INFO -> Reply.json(200, Map.of("suggestedWindow", Map.of("start", "a", "end", "b")));
            default -> Reply.json(200, Map.of("status", "valid"));
        };
        return reply.header("Location", ORIGIN + "/x/1")
                .header(
                        "Replay-Nonce",
                        Base64URL.encode("n" + System.nanoTime()).toString())
                .header("Retry-After", "3");
    }

    private static Request request(Resource resource, String payload) {
        String jws = "{\"protected\":\"" + Base64URL.encode("{\"kid\":\"x\"}") + "\",\"payload\":\""
                + Base64URL.encode(payload) + "\",\"signature\":\"\"}";
        String method = resource.methods().contains("POST") ? "POST" : "GET";
        return new Request(
                method, resource.path("1", "1"), Map.of(), jws.getBytes(StandardCharsets.UTF_8), "127.0.0.1");
    }

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    /** The second certificate differs from the first, so that a scenario that repeats the first is seen. */
    private boolean changes(Resource resource, String payload) {
        for (int call = 0; call < 2; call++) {
            Reply plain = typical(resource);
            if (resource == Resource.CERTIFICATE) {
                plain.setText(CHAIN + " ".repeat(call));
            }
            Sent before = Sent.of(plain);
            if (!Sent.of(layer.answer(request(resource, payload), r -> plain)).equals(before)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioChangesAnAnswerOrTurnsALever(Scenario scenario) {
        layer.set(List.of(scenario));
        boolean changed = !turned.isEmpty();
        for (Resource resource : Resource.values()) {
            for (String payload :
                    List.of("{}", "{\"replaces\":\"x\",\"profile\":\"y\",\"externalAccountBinding\":{}}")) {
                changed |= changes(resource, payload);
            }
        }
        assertThat(changed).isTrue();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioThatEndsLeavesNothingBehind(Scenario scenario) {
        layer.set(List.of(scenario));
        layer.set(List.of());
        for (Resource resource : Resource.values()) {
            assertThat(changes(resource, "{\"replaces\":\"x\"}")).isFalse();
        }
        assertThat(layer.strikes()).isZero();
        assertThat(String.join(",", turned)).doesNotEndWith("true").doesNotEndWith("tls EXPIRED");
    }

    @Test
    void everyFaultOfAServerHasAScenario() {
        TreeSet<String> faults = new TreeSet<>(IntStream.rangeClosed(1, 34)
                .mapToObj(number -> String.format("F%02d", number))
                .toList());
        assertThat(new TreeSet<>(Scenarios.all().stream().map(Scenario::fault).toList()))
                .isEqualTo(faults);
    }

    @Test
    void namesAreUniqueAndEasyToType() {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*"));
        assertThat(Scenarios.named("retry-after-year-9999")).isPresent();
        assertThat(Scenarios.named("nonsense")).isEmpty();
    }

    @Test
    void aNameThatIsMisspelledIsAnsweredWithTheNearest() {
        assertThat(Scenarios.require("json-bom").name()).isEqualTo("json-bom");
        assertThatThrownBy(() -> Scenarios.require("nonse-twise"))
                .hasMessage("there is no scenario \"nonse-twise\"; the nearest is \"nonce-twice\"");
    }
}

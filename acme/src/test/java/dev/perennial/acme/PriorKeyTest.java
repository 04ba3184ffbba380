package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.TestKeys;
import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experimental challenge that the key of an earlier certificate answers. */
class PriorKeyTest {
    private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
    private static final Identifier NAME = new DnsName("a.example");

    private final FakeCa ca = new FakeCa(new VirtualTime());
    private final JwsKey priorKey = JwsKey.of(KeyType.EC_P256.generate());
    private final List<JsonObject> answers = new CopyOnWriteArrayList<>();

    /** Puts the challenge beside the others of every authorization. */
    private void offer(Object... keys) {
        ca.always("authorization", (request, normal) -> {
            String id = request.url().getPath().substring("/authorization/".length());
            Map<String, Object> authorization = ca.authorization(request.url());
            List<Object> challenges = new ArrayList<>((List<?>) authorization.get("challenges"));
            if (challenges.size() == 3) {
                challenges.add(challenge(FakeCa.BASE + "/challenge/" + id + "/x-prior-key-01", keys));
                authorization.put("challenges", challenges);
            }
            return normal.answer();
        });
        ca.always("challenge", (request, normal) -> {
            answers.add(read(request));
            return normal.answer();
        });
    }

    private static Map<String, Object> challenge(String url, Object... keys) {
        Map<String, Object> challenge = new LinkedHashMap<>();
        challenge.put("type", "x-prior-key-01");
        challenge.put("url", url);
        challenge.put("status", "pending");
        challenge.put("token", TOKEN);
        challenge.put("keys", List.of(keys));
        return challenge;
    }

    private static JsonObject read(Transport.Request request) {
        try {
            return Json.parse(request.body().orElseThrow());
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject decoded(JsonObject jws, String member) throws JsonFormatException {
        return Json.parse(Base64.getUrlDecoder().decode(jws.requireString(member)));
    }

    private Order authorize(Solver... solvers) throws Exception {
        return authorize(ca.session(), solvers);
    }

    private Order authorize(AcmeSession session, Solver... solvers) throws Exception {
        return new Issuer(session, ca.time, IssueListener.NONE)
                .authorize(NewOrder.of(Set.of(NAME)), name -> List.of(solvers), Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "rsa-2048", "ed25519"})
    void anotherImplementationVerifiesTheProofAndFindsNothingElseInIt(String type) throws Exception {
        JwsKey signer = JwsKey.of(TestKeys.of(type));
        AcmeSession session = ca.session();
        offer(signer.publicKeyHash());
        authorize(session, new Possession(signer));

        JsonObject payload = decoded(answers.getFirst(), "payload");
        assertThat(payload.names()).containsExactly("proof");
        JsonObject proof = payload.object("proof").orElseThrow();
        assertThat(Verification.of(proof, signer.keyPair().getPublic())).isTrue();
        JsonObject header = decoded(proof, "protected");
        assertThat(header.names()).containsExactlyInAnyOrder("alg", "jwk", "url");
        assertThat(header.requireString("url"))
                .isEqualTo(decoded(answers.getFirst(), "protected").requireString("url"));
        JsonObject statement = decoded(proof, "payload");
        assertThat(statement.names()).containsExactlyInAnyOrder("challenge", "token", "account", "identifier");
        assertThat(statement.requireString("challenge")).isEqualTo(header.requireString("url"));
        assertThat(statement.requireString("token")).isEqualTo(TOKEN);
        assertThat(statement.requireString("account")).isEqualTo(session.key().thumbprint());
        JsonObject identifier = statement.object("identifier").orElseThrow();
        assertThat(identifier.names()).containsExactlyInAnyOrder("type", "value");
        assertThat(identifier.requireString("type")).isEqualTo("dns");
        assertThat(identifier.requireString("value")).isEqualTo("a.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p521", "rsa-2048", "ed25519"})
    void aKeyIsKnownByTheHashOfItsPublicKeyInfo(String type) throws Exception {
        JwsKey key = JwsKey.of(TestKeys.of(type));
        byte[] info = SubjectPublicKeyInfo.getInstance(key.keyPair().getPublic().getEncoded())
                .getEncoded("DER");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(info);
        assertThat(key.publicKeyHash())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    @Test
    void isTheLastResort() throws Exception {
        offer(priorKey.publicKeyHash());
        FakeSolver http = new FakeSolver("http-01");
        authorize(http, new Possession(priorKey));
        assertThat(http.presented).hasSize(1);
        assertThat(decoded(answers.getFirst(), "payload").names()).isEmpty();
    }

    @Test
    void stepsInWhenTheOtherWaysFailHere() throws Exception {
        offer(priorKey.publicKeyHash());
        FakeSolver http = new FakeSolver("http-01");
        http.failPresent.put("a.example", "port 80 is taken");
        authorize(http, new Possession(priorKey));
        assertThat(decoded(answers.getFirst(), "payload").names()).containsExactly("proof");
    }

    @Test
    void aKeyTheChallengeDoesNotListIsNotUsedAndHidesNoOtherFailure() throws Exception {
        offer(JwsKey.of(KeyType.EC_P256.generate()).publicKeyHash());
        FakeSolver http = new FakeSolver("http-01");
        http.failPresent.put("a.example", "port 80 is taken");
        assertThatThrownBy(() -> authorize(http, new Possession(priorKey)))
                .isInstanceOf(AcmeException.NotProven.class)
                .hasMessageContaining("port 80 is taken");
        assertThat(answers).isEmpty();
    }

    @Test
    void theSessionSignsForNoChallengeThatDoesNotAskForTheKey() throws Exception {
        AcmeSession session = ca.session();
        Challenge other = new Challenge(
                Challenge.HTTP_01,
                URI.create(FakeCa.BASE + "/challenge/1/http-01"),
                Challenge.Status.PENDING,
                Optional.empty(),
                Optional.empty(),
                Optional.of(TOKEN),
                List.of(),
                Optional.empty(),
                List.of());
        assertThatThrownBy(() -> session.respond(other, NAME, priorKey)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ca.log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "../../../../../../etc/passwd................",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
            })
    void refusesWhatIsNoHash(String key) {
        offer(key);
        assertThatThrownBy(() -> authorize(new Possession(priorKey)))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void refusesAListThatIsNone() {
        offer(7);
        assertThatThrownBy(() -> authorize(new Possession(priorKey))).isInstanceOf(AcmeException.Broken.class);
    }

    @Test
    void refusesATokenThatIsNone() {
        ca.always("authorization", (request, normal) -> {
            Map<String, Object> challenge =
                    new HashMap<>(challenge(FakeCa.BASE + "/challenge/1/x-prior-key-01", priorKey.publicKeyHash()));
            challenge.put("token", "../x");
            ca.authorization(request.url()).put("challenges", List.of(challenge));
            return normal.answer();
        });
        assertThatThrownBy(() -> authorize(new Possession(priorKey)))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageContaining("x-prior-key-01: the token");
    }

    @Test
    void looksAtAThousandKeysAndNoMore() {
        List<String> keys = new ArrayList<>(Collections.nCopies(1000, "A".repeat(43)));
        keys.add(priorKey.publicKeyHash());
        offer(keys.toArray());
        assertThatThrownBy(() -> authorize(new Possession(priorKey)))
                .isInstanceOf(AcmeException.NotProven.class)
                .hasMessageContaining("none of the configured ways fits");
    }

    private record Possession(Optional<JwsKey> priorKey) implements Solver, Solver.Proof {
        Possession(JwsKey key) {
            this(Optional.of(key));
        }

        @Override
        public String name() {
            return "prior key";
        }

        @Override
        public String challengeType() {
            return Challenge.PRIOR_KEY_01;
        }

        @Override
        public boolean canAnswer(Challenge challenge) {
            return challenge.priorKeys().contains(priorKey.orElseThrow().publicKeyHash());
        }

        @Override
        public Proof present(ProofRequest request) {
            return this;
        }

        @Override
        public void await() {}

        @Override
        public void close() {}
    }
}

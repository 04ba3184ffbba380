package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWK;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.TestKeys;
import dev.perennial.acme.crypto.TokenKey;
import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwsTest {
    private static final URI URL = URI.create("https://ca.example/acme/new-order?action=renew&orderId=7");
    private static final URI KID = URI.create("https://ca.example/acme/acct/1%2F2");

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "rsa-2048", "ed25519"})
    void anotherImplementationVerifiesARequestWithItsKey(String type) throws Exception {
        JwsKey key = JwsKey.of(TestKeys.of(type));
        JsonObject jws = Json.parse(Jws.withKey(key, URL, "n0nce", "{\"a\":\"ä\"}"));

        assertThat(jws.names()).containsExactlyInAnyOrder("protected", "payload", "signature");
        assertThat(Verification.of(jws, key.keyPair().getPublic())).isTrue();
        JsonObject header = header(jws);
        assertThat(header.names()).containsExactlyInAnyOrder("alg", "nonce", "url", "jwk");
        assertThat(header.requireString("url")).isEqualTo(URL.toString());
        assertThat(header.requireString("nonce")).isEqualTo("n0nce");
        assertThat(decoded(jws, "payload")).isEqualTo("{\"a\":\"ä\"}");
    }

    @Test
    void aRequestOfAnAccountNamesItByteForByteAndCarriesNoKey() throws Exception {
        JwsKey key = JwsKey.of(KeyType.EC_P256.generate());
        JsonObject jws = Json.parse(Jws.withKid(key, KID, URL, "n0nce", "{}"));

        assertThat(Verification.of(jws, key.keyPair().getPublic())).isTrue();
        assertThat(header(jws).names()).containsExactlyInAnyOrder("alg", "nonce", "url", "kid");
        assertThat(header(jws).requireString("kid")).isEqualTo(KID.toString());
    }

    @Test
    void postAsGetHasTheEmptyStringForPayload() throws Exception {
        JwsKey key = JwsKey.of(KeyType.EC_P256.generate());
        JsonObject jws = Json.parse(Jws.withKid(key, KID, URL, "n0nce", ""));

        assertThat(jws.requireString("payload")).isEmpty();
        assertThat(Verification.of(jws, key.keyPair().getPublic())).isTrue();
    }

    @Test
    void theInnerRequestOfARolloverHasNoNonce() throws Exception {
        JwsKey newKey = JwsKey.of(new KeyType("ec-p384").generate());
        JsonObject jws = JsonObject.of(Jws.inner(newKey, URL, "{\"account\":\"x\"}"));

        assertThat(Verification.of(jws, newKey.keyPair().getPublic())).isTrue();
        assertThat(header(jws).names()).containsExactlyInAnyOrder("alg", "url", "jwk");
        assertThat(decoded(jws, "payload")).isEqualTo("{\"account\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
    void externalAccountBindingIsTheAccountKeyUnderTheMacKey(String algorithm, int octets) throws Exception {
        JwsKey key = JwsKey.of(KeyType.EC_P256.generate());
        byte[] mac = new byte[octets];
        mac[3] = 7;
        var members = Jws.externalAccount(new ExternalAccount("kid-1", mac, algorithm), key, URL);
        JsonObject jws = JsonObject.of(members);

        assertThat(Verification.object(jws).verify(new MACVerifier(mac))).isTrue();
        assertThat(header(jws).names()).containsExactlyInAnyOrder("alg", "kid", "url");
        assertThat(header(jws).requireString("kid")).isEqualTo("kid-1");
        assertThat(decoded(jws, "payload")).isEqualTo(Json.write(key.jwk()));
        assertThat(JWK.parse(decoded(jws, "payload")).isPrivate()).isFalse();
    }

    @Test
    void aKeyInATokenSignsRequests() throws Exception {
        KeyPair pair = TestKeys.of("ec-p256");
        TokenKey.pluggedIn(() -> {
            JsonObject jws = Json.parse(Jws.withKid(JwsKey.of(TokenKey.hide(pair)), KID, URL, "n0nce", "{}"));
            assertThat(Verification.of(jws, pair.getPublic())).isTrue();
        });
    }

    private static JsonObject header(JsonObject jws) throws Exception {
        return Json.parse(decoded(jws, "protected").getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(JsonObject jws, String member) throws Exception {
        assertThat(jws.requireString(member)).matches("[A-Za-z0-9_-]*");
        return new String(Base64.getUrlDecoder().decode(jws.requireString(member)), StandardCharsets.UTF_8);
    }
}

package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.perennial.devca.TestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §6.2 and §6.4, RFC 7515: what a request must look like. */
class SignatureTest {
    private static final String AGREE = "{\"termsOfServiceAgreed\":true}";

    private DevCa ca;
    private TestClient client;
    private String url;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder().start();
        client = new TestClient(ca);
        url = client.url("newAccount");
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private Map<String, Object> good() {
        return TestClient.sign(client.header(url).build(), AGREE, client.key);
    }

    private Answer with(String member, Object value) {
        Map<String, Object> jws = good();
        jws.put(member, value);
        return client.postRaw(url, jws);
    }

    /** Sends a request whose protected header is this text, signed for nothing. */
    private Answer withHeader(Map<String, Object> header) {
        Map<String, Object> jws = good();
        jws.put(
                "protected",
                Base64URL.encode(JSONObjectUtils.toJSONString(header)).toString());
        return client.postRaw(url, jws);
    }

    private Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "ES256");
        header.put("nonce", client.freshNonce());
        header.put("url", url);
        header.put("jwk", client.key.toPublicJWK().toJSONObject());
        return header;
    }

    @Test
    void anUnprotectedHeaderIsRefused() {
        assertThat(with("header", Map.of()).problem()).isEqualTo("malformed");
    }

    @Test
    void theGeneralSerializationIsRefused() {
        assertThat(with("signatures", List.of()).problem()).isEqualTo("malformed");
    }

    @Test
    void paddingIsRefused() {
        Map<String, Object> jws = good();
        assertThat(with("signature", jws.get("signature") + "==").problem()).isEqualTo("malformed");
    }

    @Test
    void strayBitsAtTheEndOfBase64AreRefused() {
        assertThat(with("payload", "e31").text()).contains("stray bits");
    }

    @Test
    void aMemberTwiceIsRefused() {
        String text = JSONObjectUtils.toJSONString(good());
        Answer answer = client.postText(url, text.replaceFirst("\\{", "{\"payload\":\"\","));
        assertThat(answer.text()).contains("occurs twice");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        Answer answer = client.send(
                "POST", url, new byte[] {'{', '"', (byte) 0xff, '"'}, "Content-Type", "application/jose+json");
        assertThat(answer.text()).contains("UTF-8");
    }

    @Test
    void textAfterTheObjectIsRefused() {
        assertThat(client.postText(url, JSONObjectUtils.toJSONString(good()) + "{}")
                        .problem())
                .isEqualTo("malformed");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(client.postText(url, "{\"a\":" + "[".repeat(1000)).text()).contains("deep");
    }

    @Test
    void bothOrNeitherOfKeyAndKeyIdAreRefused() {
        Map<String, Object> both = header();
        both.put("kid", "x");
        assertThat(withHeader(both).text()).contains("exactly one");
        Map<String, Object> neither = header();
        neither.remove("jwk");
        assertThat(withHeader(neither).text()).contains("exactly one");
    }

    @Test
    void newAccountTakesNoKeyIdAndNewOrderNoKey() {
        client.register();
        assertThat(client.post(url, AGREE).problem()).isEqualTo("malformed");
        client.kid = "";
        assertThat(client.post(client.url("newOrder"), TestClient.dns("example.com"))
                        .problem())
                .isEqualTo("malformed");
    }

    @Test
    void aCriticalExtensionIsRefused() {
        Map<String, Object> header = header();
        header.put("crit", List.of("b64"));
        assertThat(withHeader(header).text()).contains("extension");
    }

    @Test
    void anUnknownAlgorithmIsAnsweredWithThoseTaken() {
        for (String alg : List.of("none", "HS256", "PS256")) {
            Map<String, Object> header = header();
            header.put("alg", alg);
            Answer answer = withHeader(header);
            assertThat(answer.problem()).isEqualTo("badSignatureAlgorithm");
            assertThat(answer.list("algorithms").toString()).contains("ES256");
        }
    }

    @Test
    void anAlgorithmThatDoesNotFitTheKeyIsRefused() {
        Map<String, Object> header = header();
        header.put("alg", "RS256");
        assertThat(withHeader(header).problem()).isEqualTo("badSignatureAlgorithm");
    }

    @Test
    void aDerSignatureIsRefused() {
        byte[] der = new byte[70];
        der[0] = 0x30;
        assertThat(with("signature", Base64URL.encode(der).toString()).text()).contains("signature is wrong");
    }

    @Test
    void aForgedSignatureIsRefused() {
        Map<String, Object> jws = TestClient.sign(client.header(url).build(), AGREE, TestClient.newKey());
        assertThat(client.postRaw(url, jws).text()).contains("signature is wrong");
    }

    @Test
    void aPrivateKeyIsRefused() {
        Map<String, Object> header = header();
        header.put("jwk", client.key.toJSONObject());
        assertThat(withHeader(header).text()).contains("secret");
    }

    @Test
    void aPointOffTheCurveIsABadKey() {
        Map<String, Object> header = header();
        Map<String, Object> jwk = new LinkedHashMap<>(client.key.toPublicJWK().toJSONObject());
        byte[] y = client.key.getY().decode();
        y[31] ^= 1;
        jwk.put("y", Base64URL.encode(y).toString());
        header.put("jwk", jwk);
        assertThat(withHeader(header).problem()).isEqualTo("badPublicKey");
    }

    @Test
    void aShortRsaKeyIsABadKey() {
        Map<String, Object> header = header();
        byte[] modulus = new byte[128];
        Arrays.fill(modulus, (byte) 0xff);
        header.put(
                "jwk",
                Map.of("kty", "RSA", "e", "AQAB", "n", Base64URL.encode(modulus).toString()));
        header.put("alg", "RS256");
        assertThat(withHeader(header).problem()).isEqualTo("badPublicKey");
    }

    @Test
    void theUrlMustBeThatOfTheRequest() {
        JWSHeader header = client.header(client.url("newOrder")).build();
        Answer answer = client.postRaw(url, TestClient.sign(header, AGREE, client.key));
        assertThat(answer.problem()).isEqualTo("unauthorized");
    }

    @Test
    void aForeignKeyIdIsRefusedAndAnUnknownOneDoesNotExist() {
        client.kid = "https://other.example/account/1";
        assertThat(client.order("example.com").problem()).isEqualTo("malformed");
        client.kid = ca.directoryUrl().resolve("/account/unknown").toString();
        assertThat(client.order("example.com").problem()).isEqualTo("accountDoesNotExist");
    }

    @Test
    void ed25519SignsToo() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] spki = keys.getPublic().getEncoded();
        Map<String, Object> header = header();
        header.put("alg", "EdDSA");
        byte[] x = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
        header.put(
                "jwk",
                Map.of("kty", "OKP", "crv", "Ed25519", "x", Base64URL.encode(x).toString()));
        String head = Base64URL.encode(JSONObjectUtils.toJSONString(header)).toString();
        String body = Base64URL.encode(AGREE).toString();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update((head + "." + body).getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> jws = Map.of(
                "protected",
                head,
                "payload",
                body,
                "signature",
                Base64URL.encode(signature.sign()).toString());
        assertThat(client.postRaw(url, jws).status()).isEqualTo(201);
    }

    @Test
    void largerCurvesSignToo() throws Exception {
        for (Curve curve : List.of(Curve.P_384, Curve.P_521)) {
            ECKey key = new ECKeyGenerator(curve).generate();
            JWSAlgorithm alg = curve == Curve.P_384 ? JWSAlgorithm.ES384 : JWSAlgorithm.ES512;
            JWSHeader header = new JWSHeader.Builder(alg)
                    .jwk(key.toPublicJWK())
                    .customParam("url", url)
                    .customParam("nonce", client.freshNonce())
                    .build();
            assertThat(client.postRaw(url, TestClient.sign(header, AGREE, key)).status())
                    .isEqualTo(201);
        }
    }
}

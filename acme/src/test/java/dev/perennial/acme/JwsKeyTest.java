package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.TestKeys;
import dev.perennial.acme.json.Json;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JwsKeyTest {
    /** RFC 7638 §3.1. */
    private static final String MODULUS =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tS"
                    + "oc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65"
                    + "YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyr"
                    + "dkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzK"
                    + "nqDKgw";

    @Test
    void theThumbprintOfTheRfcsExampleIsTheRfcs() throws Exception {
        BigInteger modulus = new BigInteger(1, Base64.getUrlDecoder().decode(MODULUS));
        PublicKey key =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
        JwsKey jwsKey = JwsKey.of(new KeyPair(key, unused()));

        assertThat(jwsKey.jwk())
                .containsExactly(Map.entry("e", "AQAB"), Map.entry("kty", "RSA"), Map.entry("n", MODULUS));
        assertThat(jwsKey.thumbprint()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @ParameterizedTest
    @CsvSource({"ec-p256, ES256", "ec-p384, ES384", "ec-p521, ES512", "rsa-2048, RS256", "ed25519, EdDSA"})
    void anotherImplementationComputesTheSameThumbprint(String type, String algorithm) throws Exception {
        JwsKey key = JwsKey.of(TestKeys.of(type));

        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(JWK.parse(Json.write(key.jwk())).computeThumbprint()).hasToString(key.thumbprint());
    }

    @Test
    void coordinatesWithLeadingZerosKeepTheirLength() {
        KeyType type = new KeyType("ec-p521");
        for (int i = 0; i < 20; i++) {
            assertThat(JwsKey.of(type.generate()).jwk().get("x")).hasSize(88);
        }
    }

    @Test
    void keysThatNoAlgorithmFitsAreRefused() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        KeyPairGenerator ed448 = KeyPairGenerator.getInstance("Ed448");

        assertThatThrownBy(() -> JwsKey.of(rsa.generateKeyPair())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JwsKey.of(ed448.generateKeyPair())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsTextHoldsNothingPrivate() {
        JwsKey key = JwsKey.of(KeyType.EC_P256.generate());

        assertThat(key).hasToString("JwsKey[ES256, " + key.thumbprint() + "]");
    }

    private static PrivateKey unused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair().getPrivate();
    }
}

package dev.perennial.acme.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTypeTest {
    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "ed25519", "rsa-2048", "rsa-3072"})
    void aGeneratedKeyIsOfItsType(String name) {
        assertThat(KeyType.of(TestKeys.of(name).getPublic())).contains(new KeyType(name));
    }

    @Test
    void everyKeyIsAnother() {
        assertThat(KeyType.EC_P256.generate().getPublic())
                .isNotEqualTo(KeyType.EC_P256.generate().getPublic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rsa", "rsa-1024", "rsa-2049", "EC-P256", "ec-p256 ", "dsa", "rsa-16384"})
    void otherNamesAreRefusedWithTheNamesThereAre(String name) {
        assertThatThrownBy(() -> new KeyType(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"")
                .hasMessageContaining("ec-p256");
    }

    @Test
    void keysThisProductDoesNotMakeHaveNoType() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);

        assertThat(KeyType.of(rsa.generateKeyPair().getPublic())).isEmpty();
        assertThat(KeyType.of(
                        KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic()))
                .isEmpty();
        assertThat(KeyType.of(
                        KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic()))
                .isEmpty();
    }
}

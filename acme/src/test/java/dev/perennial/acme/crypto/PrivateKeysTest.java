package dev.perennial.acme.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    private static final char[] WORD = "pass w\u00f6rd".toCharArray();

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "ed25519", "rsa-2048"})
    void whatIsWrittenIsReadBack(String type) throws Exception {
        KeyPair pair = TestKeys.of(type);

        assertSame(read(PrivateKeys.write(pair)), pair);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "ed25519", "rsa-2048"})
    void bouncyCastleAndTheJdkReadWhatIsWritten(String type) throws Exception {
        KeyPair pair = TestKeys.of(type);
        String text = PrivateKeys.write(pair);

        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            PrivateKey key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
            assertThat(PrivateKeys.matches(new KeyPair(pair.getPublic(), key), pair.getPublic()))
                    .isTrue();
        }
        PrivateKey key = KeyFactory.getInstance(pair.getPublic().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(der(text)));
        assertThat(PrivateKeys.matches(new KeyPair(pair.getPublic(), key), pair.getPublic()))
                .isTrue();
    }

    @Test
    void anEcKeyIsWrittenWithItsPublicHalf() throws Exception {
        KeyPair pair = KeyType.EC_P256.generate();
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(der(PrivateKeys.write(pair)));
        var inner = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());

        assertThat(inner.getPublicKey().getOctets())
                .isEqualTo(EcPoints.encode(((ECPublicKey) pair.getPublic()).getW(), 32));
    }

    @Test
    void anEncryptedKeyIsReadBackByUsAndByBouncyCastle() throws Exception {
        KeyPair pair = KeyType.EC_P256.generate();
        byte[] plain = KeyCodec.writePkcs8(pair);
        String text = Pem.encode("ENCRYPTED PRIVATE KEY", Pbes2.encrypt(plain, WORD, 1000));

        assertSame(read(text, WORD), pair);
        var decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(WORD);
        PrivateKeyInfo info = new PKCS8EncryptedPrivateKeyInfo(der(text)).decryptPrivateKeyInfo(decryptor);
        assertThat(info.getEncoded()).isEqualTo(plain);
    }

    @Test
    void aMissingOrWrongPassphraseIsSaidInOneLine() {
        byte[] plain = KeyCodec.writePkcs8(KeyType.EC_P256.generate());
        String text = Pem.encode("ENCRYPTED PRIVATE KEY", Pbes2.encrypt(plain, WORD, 1000));

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(PemException.class)
                .hasMessage("the key is encrypted: a passphrase is needed");
        assertThatThrownBy(() -> read(text, "other".toCharArray()))
                .isInstanceOf(PemException.class)
                .hasMessage("the passphrase does not fit the key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "DES-EDE3-CBC"})
    void legacyEncryptionOfBouncyCastleIsRead(String cipher) throws Exception {
        KeyPair pair = TestKeys.of("rsa-2048");
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new JcaMiscPEMGenerator(
                    pair.getPrivate(),
                    new JcePEMEncryptorBuilder(cipher)
                            .setProvider(new BouncyCastleProvider())
                            .build("secret".toCharArray())));
        }

        assertThat(text.toString()).contains("Proc-Type: 4,ENCRYPTED", cipher);
        assertSame(read(text.toString(), "secret".toCharArray()), pair);
        for (int i = 0; i < 1000; i++) {
            char[] wrong = ("wrong" + i).toCharArray();
            assertThatThrownBy(() -> read(text.toString(), wrong))
                    .isInstanceOf(PemException.class)
                    .hasMessage("the passphrase does not fit the key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "rsa-2048"})
    void sec1AndPkcs1AreReadWithAndWithoutThePublicHalf(String type) throws Exception {
        KeyPair pair = TestKeys.of(type);
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(der(PrivateKeys.write(pair)));
        byte[] inner = info.parsePrivateKey().toASN1Primitive().getEncoded();

        if (type.startsWith("rsa")) {
            assertSame(read(Pem.encode("RSA PRIVATE KEY", inner)), pair);
        } else {
            var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(inner);
            var curve = info.getPrivateKeyAlgorithm().getParameters();
            int bits = Integer.parseInt(type.substring(4));
            var with = new org.bouncycastle.asn1.sec.ECPrivateKey(bits, key.getKey(), key.getPublicKey(), curve);
            var without = new org.bouncycastle.asn1.sec.ECPrivateKey(bits, key.getKey(), curve);
            assertSame(read(Pem.encode("EC PRIVATE KEY", with.getEncoded())), pair);
            assertSame(read(Pem.encode("EC PRIVATE KEY", without.getEncoded())), pair);
            assertRefused(Pem.encode("EC PRIVATE KEY", inner), "does not name its curve");
        }
        assertSame(read(Pem.encode("PRIVATE KEY", pair.getPrivate().getEncoded())), pair);
    }

    @Test
    void thePublicHalfOfAnEcKeyIsComputedAsTheJdkComputesIt() throws Exception {
        for (String curve : new String[] {"secp256r1", "secp384r1", "secp521r1"}) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            for (int i = 0; i < 5; i++) {
                KeyPair pair = generator.generateKeyPair();
                ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
                assertThat(EcPoints.publicPoint(key.getS(), key.getParams()))
                        .isEqualTo(((ECPublicKey) pair.getPublic()).getW());
            }
        }
    }

    @Test
    void theSmallestAndTheLargestEcNumbersHaveThePublicPointsTheyMustHave() {
        var parameters = Curve.P256.parameters();
        BigInteger order = parameters.getOrder();
        var base = parameters.getGenerator();
        var p = ((ECFieldFp) parameters.getCurve().getField()).getP();

        assertThat(EcPoints.publicPoint(BigInteger.ONE, parameters)).isEqualTo(base);
        assertThat(EcPoints.publicPoint(order.subtract(BigInteger.ONE), parameters))
                .isEqualTo(new ECPoint(base.getAffineX(), p.subtract(base.getAffineY())));
        assertThat(EcPoints.isOnCurve(EcPoints.publicPoint(BigInteger.TWO, parameters), parameters))
                .isTrue();
    }

    @Test
    void theEd25519VectorsOfTheRfcAreMet() throws Exception {
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] spki = KeyCodec.ed25519(seed).getPublic().getEncoded();

        assertThat(HexFormat.of().formatHex(spki))
                .endsWith("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    }

    @Test
    void aKeyMatchesItsOwnPublicHalfOnly() throws Exception {
        for (String type : new String[] {"ec-p256", "ec-p521", "ed25519", "rsa-2048"}) {
            KeyPair pair = TestKeys.of(type);
            KeyPair other = new KeyType(type).generate();

            assertThat(PrivateKeys.matches(pair, pair.getPublic())).isTrue();
            assertThat(PrivateKeys.matches(pair, other.getPublic())).isFalse();
            assertThat(PrivateKeys.matches(new KeyPair(other.getPublic(), pair.getPrivate()), other.getPublic()))
                    .describedAs("the pair's own claim is not believed")
                    .isFalse();
            assertThat(PrivateKeys.matches(pair, KeyType.EC_P256.generate().getPublic()))
                    .isFalse();
        }
    }

    @Test
    void aKeyThatShowsNoNumbersMatchesByItsSignature() throws Exception {
        KeyPair pair = KeyType.EC_P256.generate();
        KeyPair other = KeyType.EC_P256.generate();
        KeyPair token = TokenKey.hide(pair);
        TokenKey.pluggedIn(() -> {
            assertThat(PrivateKeys.matches(token, pair.getPublic())).isTrue();
            assertThat(PrivateKeys.matches(token, other.getPublic())).isFalse();
            KeyPair lie = new KeyPair(other.getPublic(), token.getPrivate());
            assertThat(PrivateKeys.matches(lie, other.getPublic())).isFalse();
        });
        assertThatThrownBy(() -> PrivateKeys.write(token)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEcKeyWithAFalsePublicHalfIsSeen() throws Exception {
        KeyPair pair = KeyType.EC_P256.generate();
        KeyPair other = KeyType.EC_P256.generate();
        KeyPair lie = read(PrivateKeys.write(new KeyPair(other.getPublic(), pair.getPrivate())));

        assertThat(PrivateKeys.matches(lie, other.getPublic())).isFalse();
        assertThat(PrivateKeys.matches(lie, pair.getPublic())).isTrue();
    }

    @Test
    void textsWithoutAUsableKeyAreRefusedWithTheReason() throws Exception {
        assertRefused("", "holds no private key");
        assertRefused(Pem.encode("CERTIFICATE", new byte[3]), "holds no private key");
        assertRefused(Pem.encode("OPENSSH PRIVATE KEY", new byte[3]), "OPENSSH");
        assertRefused(Pem.encode("PRIVATE KEY", new byte[3]), "not valid DER");
        KeyPairGenerator ed448 = KeyPairGenerator.getInstance("Ed448");
        assertRefused(
                Pem.encode("PRIVATE KEY", ed448.generateKeyPair().getPrivate().getEncoded()), "1.3.101.113");
    }

    @Test
    void anEcNumberOutsideItsCurveIsRefused() {
        byte[] order = EcPoints.fixed(Curve.P256.parameters().getOrder(), 32);
        for (byte[] number : new byte[][] {new byte[32], order}) {
            byte[] sec1 = Der.sequence(
                    Der.integer(1), Der.octets(number), Der.element(Der.constructed(0), Der.oid(Curve.P256.oid())));
            assertRefused(Pem.encode("EC PRIVATE KEY", sec1), "does not fit its curve");
        }
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(PemException.class).hasMessageContaining(reason);
    }

    static void assertSame(KeyPair actual, KeyPair expected) {
        PublicKey key = expected.getPublic();
        assertThat(actual.getPublic().getEncoded()).isEqualTo(key.getEncoded());
        assertThat(PrivateKeys.matches(actual, key)).isTrue();
    }

    private static KeyPair read(String text) throws PemException {
        return PrivateKeys.read(Pem.parse(text.getBytes(UTF_8)), Optional.empty());
    }

    private static KeyPair read(String text, char[] passphrase) throws PemException {
        return PrivateKeys.read(Pem.parse(text.getBytes(UTF_8)), Optional.of(passphrase));
    }

    private static byte[] der(String text) throws PemException {
        return Pem.parse(text.getBytes(UTF_8)).blocks().getFirst().der();
    }
}

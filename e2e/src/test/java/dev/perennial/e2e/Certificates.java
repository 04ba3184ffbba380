package dev.perennial.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;

/** Reads certificates and keys with the JDK alone, so that no mistake of the product can hide in its own reader. */
final class Certificates {
    private Certificates() {}

    static List<X509Certificate> parse(String pem) {
        try {
            int start = pem.indexOf("-----BEGIN CERTIFICATE-----");
            if (start < 0) {
                return List.of();
            }
            byte[] blocks = pem.substring(start).getBytes(StandardCharsets.US_ASCII);
            List<X509Certificate> chain = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(blocks))
                    .forEach(certificate -> chain.add((X509Certificate) certificate));
            return List.copyOf(chain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<X509Certificate> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names and addresses of the leaf. */
    static Set<String> names(X509Certificate leaf) {
        try {
            Set<String> names = new TreeSet<>();
            for (List<?> name : leaf.getSubjectAlternativeNames()) {
                String text = (String) name.get(1);
                names.add(text.contains(":") ? InetAddress.getByName(text).getHostAddress() : text);
            }
            return names;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hexSerial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
    }

    static String commonName(X500Principal name) {
        for (String part : name.getName().split(",", -1)) {
            if (part.startsWith("CN=")) {
                return part.substring(3);
            }
        }
        return "";
    }

    static PrivateKey readKey(Path file, String algorithm) {
        try {
            String pem = Files.readString(file);
            String base64 = pem.substring(pem.indexOf("-----BEGIN PRIVATE KEY-----") + 27, pem.indexOf("-----END"));
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether what the private key signs can be checked with the certificate. */
    static boolean fit(Path certificateFile, Path keyFile) {
        PublicKey publicKey = read(certificateFile).getFirst().getPublicKey();
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
        try {
            byte[] data = "proof".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(readKey(keyFile, publicKey.getAlgorithm()));
            signature.update(data);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(data);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether each certificate is signed by the next, and the last by a root given. */
    static boolean chained(List<X509Certificate> chain, X509Certificate root) {
        List<X509Certificate> all = new ArrayList<>(chain);
        all.add(root);
        try {
            for (int i = 0; i + 1 < all.size(); i++) {
                all.get(i).verify(all.get(i + 1).getPublicKey());
            }
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}

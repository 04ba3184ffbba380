package dev.perennial.devca.issue;

import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.state.Secret;
import dev.perennial.devca.state.Table;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Roots, and intermediates below them, made at the first start and kept with the state. The topmost intermediate is
 * certified by every root, so one leaf has as many chains as there are roots.
 */
public final class Hierarchy {
    private static final Duration LIFETIME = Duration.ofDays(25 * 365);

    private final Table<Secret> secrets;
    private final Instant from;
    private final List<Issuer> roots = new ArrayList<>();
    private final List<Issuer> intermediates = new ArrayList<>();
    private final List<byte[]> rootCertificates = new ArrayList<>();
    private final List<List<byte[]>> chains = new ArrayList<>();

    public Hierarchy(Policy policy, Table<Secret> secrets, Instant now) {
        this.secrets = secrets;
        // Both the virtual and the real now must lie inside.
        this.from = min(now, Instant.now()).minus(Duration.ofDays(1));
        String batch = text("batch", () -> Integer.toHexString(0x1000 + new SecureRandom().nextInt(0xefff)));
        for (int i = 0; i <= policy.alternateChains(); i++) {
            roots.add(issuer("root-" + i, "DevCA Root " + batch + "-" + i + " (not for production)"));
        }
        for (int i = 0; i < Math.max(1, policy.intermediates()); i++) {
            intermediates.add(issuer("intermediate-" + i, "DevCA Intermediate " + batch + "-" + i));
        }
        for (int i = 0; i < roots.size(); i++) {
            rootCertificates.add(certificate("root-" + i, roots.get(i), roots.get(i)));
            chains.add(chain(i));
        }
    }

    /** Who signs leaves and lists. */
    public Issuer issuer() {
        return intermediates.getLast();
    }

    /** What stands above a leaf, from its issuer up, without the root; one list per root. */
    public List<List<byte[]>> chains() {
        return chains;
    }

    public List<byte[]> roots() {
        return rootCertificates;
    }

    private List<byte[]> chain(int root) {
        List<byte[]> chain = new ArrayList<>();
        for (int i = intermediates.size() - 1; i > 0; i--) {
            chain.add(certificate("intermediate-" + i, intermediates.get(i), intermediates.get(i - 1)));
        }
        chain.add(certificate("intermediate-0-by-root-" + root, intermediates.getFirst(), roots.get(root)));
        return List.copyOf(chain);
    }

    private Issuer issuer(String id, String commonName) {
        return new Issuer(new X500Name("O=Perennial DevCA,CN=" + commonName), keys(id));
    }

    private KeyPair keys(String id) {
        String both = text(id + ".key", () -> {
            KeyPair fresh = KeyPairs.generate();
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(fresh.getPrivate().getEncoded()) + " "
                    + base64.encodeToString(fresh.getPublic().getEncoded());
        });
        List<String> parts = List.of(both.split(" ", 2));
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            Base64.Decoder base64 = Base64.getDecoder();
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(parts.get(1)))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(parts.get(0)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the state holds a broken key: " + id, e);
        }
    }

    private byte[] certificate(String id, Issuer subject, Issuer issuer) {
        String text = text(id + ".crt", () -> {
            BigInteger serial = new BigInteger(64, new SecureRandom()).setBit(62);
            byte[] der = Certificates.authority(subject, issuer, serial, from, from.plus(LIFETIME));
            return Base64.getEncoder().encodeToString(der);
        });
        return Base64.getDecoder().decode(text);
    }

    private String text(String id, Supplier<String> fresh) {
        return secrets.find(id)
                .orElseGet(() -> {
                    Secret made = new Secret(id, fresh.get());
                    secrets.add(made);
                    return made;
                })
                .value();
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}

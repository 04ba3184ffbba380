package dev.perennial.devca.front;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import dev.perennial.devca.fault.TlsFace;
import dev.perennial.devca.issue.Authority;
import dev.perennial.devca.issue.Issuer;
import dev.perennial.devca.issue.KeyPairs;
import dev.perennial.devca.issue.Leaf;
import dev.perennial.devca.wire.Addresses;
import dev.perennial.devca.wire.Identifier;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/** The TLS of the ACME listener: one key, and a certificate for every face it can be told to show. */
public final class ServerTls {
    private static final Duration BACK = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(20 * 365);

    private final KeyPair keys = KeyPairs.generate();
    private final Map<TlsFace, X509Certificate[]> chains = new EnumMap<>(TlsFace.class);
    private final SSLContext context;
    private volatile TlsFace face = TlsFace.GOOD;

    public ServerTls(Authority authority, String host) {
        // TLS is of the real world: its dates do not follow the virtual clock.
        Instant from = Instant.now().minus(BACK);
        Leaf leaf = Leaf.of(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
                names(host),
                from,
                from.plus(LIFETIME));
        X509Certificate[] good = chain(authority, authority.sign(leaf));
        chains.put(TlsFace.GOOD, good);
        chains.put(TlsFace.CLIENT_CERTIFICATE, good);
        chains.put(TlsFace.EXPIRED, chain(authority, authority.sign(leaf.withValidity(from.minus(LIFETIME), from))));
        chains.put(
                TlsFace.WRONG_HOST,
                chain(authority, authority.sign(leaf.withNames(List.of(Identifier.dns("other.example"))))));
        chains.put(
                TlsFace.UNKNOWN_AUTHORITY,
                new X509Certificate[] {parse(authority.sign(leaf, Issuer.stranger("Somebody in the Middle")))});
        context = context();
    }

    public void show(TlsFace other) {
        face = other;
    }

    HttpsConfigurator configurator() {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(face == TlsFace.CLIENT_CERTIFICATE);
                parameters.setSSLParameters(tls);
            }
        };
    }

    private static List<Identifier> names(String host) {
        List<Identifier> names = new ArrayList<>();
        names.add(Identifier.dns("localhost"));
        names.add(Identifier.ip("127.0.0.1"));
        names.add(Identifier.ip("::1"));
        Identifier own = Addresses.parse(host).isPresent() ? Identifier.ip(host) : Identifier.dns(host);
        if (!names.contains(own)) {
            names.add(own);
        }
        return names;
    }

    private static X509Certificate[] chain(Authority authority, byte[] leaf) {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(parse(leaf));
        authority.hierarchy().chains().getFirst().forEach(der -> chain.add(parse(der)));
        return chain.toArray(X509Certificate[]::new);
    }

    /** A certificate from its DER form. */
    public static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext context() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(new KeyManager[] {new Faces()}, new TrustManager[] {new TrustNobody()}, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of a face is the alias of its chain. */
    private final class Faces extends X509ExtendedKeyManager {
        @Override
        public String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
            return face.name();
        }

        @Override
        public String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
            return face.name();
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return chains.get(TlsFace.valueOf(alias));
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivate();
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {face.name()};
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }
    }

    /** No client certificate is good enough. */
    private static final class TrustNobody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no client is trusted");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no server is trusted");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

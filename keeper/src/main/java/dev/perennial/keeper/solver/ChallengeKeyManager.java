package dev.perennial.keeper.solver;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import dev.perennial.acme.crypto.ChallengeCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the challenge certificate by the server name that the validator asks for, and none at all unless it speaks
 * {@code acme-tls/1}. An alias stands for one proof for ever, so that key and certificate always belong together.
 */
final class ChallengeKeyManager extends X509ExtendedKeyManager {
    private final AtomicLong count = new AtomicLong();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Map<String, ChallengeCertificate> certificates = new ConcurrentHashMap<>();

    /** False when there is one for this identifier already. */
    boolean add(Identifier identifier, ChallengeCertificate certificate) {
        String alias = "proof" + count.incrementAndGet();
        certificates.put(alias, certificate);
        boolean added = aliases.putIfAbsent(serverName(identifier), alias) == null;
        if (!added) {
            certificates.remove(alias);
        }
        return added;
    }

    void remove(Identifier identifier, ChallengeCertificate certificate) {
        String alias = aliases.get(serverName(identifier));
        if (alias != null && certificate.equals(certificates.get(alias))) {
            aliases.remove(serverName(identifier), alias);
            certificates.remove(alias);
        }
    }

    /** What a validator sends as server name: of an address its reverse name (RFC 8738 §6). */
    private static String serverName(Identifier identifier) {
        return identifier instanceof IpAddress address ? address.reverseName() : identifier.value();
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        if (!(socket instanceof SSLSocket tls)
                || !AlpnResponder.PROTOCOL.equals(tls.getHandshakeApplicationProtocol())
                || !(tls.getHandshakeSession() instanceof ExtendedSSLSession session)) {
            return null;
        }
        String alias = alias(session.getRequestedServerNames());
        ChallengeCertificate certificate = alias == null ? null : certificates.get(alias);
        return certificate != null && certificate.privateKey().getAlgorithm().equals(keyType) ? alias : null;
    }

    private @Nullable String alias(List<SNIServerName> names) {
        if (names.isEmpty()) {
            return onlyAddress();
        }
        return names.getFirst() instanceof SNIHostName host
                ? aliases.get(host.getAsciiName().toLowerCase(Locale.ROOT))
                : null;
    }

    /** Some validators send no server name for an address; that is clear as long as there is one address. */
    private @Nullable String onlyAddress() {
        List<String> addresses = aliases.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".arpa"))
                .map(Map.Entry::getValue)
                .toList();
        return addresses.size() == 1 ? addresses.getFirst() : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        ChallengeCertificate found = alias == null ? null : certificates.get(alias);
        return found == null ? null : new X509Certificate[] {found.certificate()};
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        ChallengeCertificate found = alias == null ? null : certificates.get(alias);
        return found == null ? null : found.privateKey();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}

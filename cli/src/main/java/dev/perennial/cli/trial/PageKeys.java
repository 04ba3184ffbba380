package dev.perennial.cli.trial;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The pair that a page shows. TLS asks for alias, key and chain one after the other; an alias is the number of a pair, so
 * a handshake in which another is put in place still gets all three of one.
 */
final class PageKeys extends X509ExtendedKeyManager {
    private record Pair(X509Certificate[] chain, PrivateKey key) {}

    private final List<Pair> pairs = new CopyOnWriteArrayList<>();

    void show(X509Certificate[] chain, PrivateKey key) {
        pairs.add(new Pair(chain.clone(), key));
    }

    X509Certificate leaf() {
        return pairs.getLast().chain[0];
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
        return Integer.toString(pairs.size() - 1);
    }

    @Override
    public String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
        return Integer.toString(pairs.size() - 1);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return pairs.get(Integer.parseInt(alias)).chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return pairs.get(Integer.parseInt(alias)).key;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
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

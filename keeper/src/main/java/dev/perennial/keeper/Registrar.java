package dev.perennial.keeper;

import dev.perennial.acme.Account;
import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.AcmeSession;
import dev.perennial.acme.Directory;
import dev.perennial.acme.ExternalAccount;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.NewAccount;
import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;

/**
 * Opens sessions: finds the account of an e-mail address at a CA, and registers where there is none. The key is durable
 * before it is sent, the account URL before it is used.
 */
final class Registrar {
    private final Run run;

    Registrar(Run run) {
        this.run = run;
    }

    /**
     * A session for the account; nothing is sent when its URL at this CA is known and no rollover is under way.
     *
     * @param name the certificate this is for, empty for none
     */
    AcmeSession open(AcmeClient client, String email, String name)
            throws KeeperException, AcmeException, InterruptedException {
        Optional<StoredAccount> stored = run.accounts.find(email);
        if (stored.isEmpty()) {
            run.accounts.create(email, KeyType.EC_P256.generate());
            return register(client, email, name, List.of());
        }
        StoredAccount account = stored.get();
        JwsKey key = liveKey(client, account);
        URI url = account.urls().get(client.directoryUrl());
        if (url != null) {
            return client.session(key, url);
        }
        Optional<Account> found = client.findAccount(key);
        if (found.isPresent()) {
            return recorded(client, email, key, found.get());
        }
        return register(client, email, name, List.of());
    }

    /** Registers the key in the store, or finds the account it has: the request is the same. */
    AcmeSession register(AcmeClient client, String email, String name, List<URI> contact)
            throws KeeperException, AcmeException, InterruptedException {
        StoredAccount stored = required(email);
        JwsKey key = JwsKey.of(stored.key());
        Directory directory = client.directory();
        boolean agreed = agree(directory);
        Optional<ExternalAccount> external = directory.externalAccountRequired()
                ? Optional.of(run.questions.externalAccount(label(client)))
                : Optional.empty();
        Account account = client.newAccount(key, new NewAccount(contact, agreed, external));
        AcmeSession session = recorded(client, email, key, account);
        if (account.created()) {
            run.emit(new Event.AccountRegistered(name, email, account.url()));
        }
        return session;
    }

    /**
     * The CA does not know the account any more, though its key is the same: registers it again. The person agreed to
     * this CA's terms when the account was made.
     */
    AcmeSession registerAgain(AcmeClient client, String email, String name)
            throws KeeperException, AcmeException, InterruptedException {
        JwsKey key = JwsKey.of(required(email).key());
        Optional<Account> found = client.findAccount(key);
        if (found.isPresent()) {
            return recorded(client, email, key, found.get());
        }
        Directory directory = client.directory();
        if (directory.externalAccountRequired()) {
            run.accounts.forgetUrl(email, client.directoryUrl());
            return register(client, email, name, List.of());
        }
        Account account = client.newAccount(key, new NewAccount(List.of(), true, Optional.empty()));
        run.emit(new Event.Notice(
                name,
                label(client) + " no longer knew the account of " + email + "; the same key is registered again"));
        return recorded(client, email, key, account);
    }

    /** Shows the terms as they are now and agrees to them when the person does. */
    void agreeAgain(AcmeSession session) throws KeeperException, AcmeException, InterruptedException {
        agree(session.client().directory());
        session.agreeToTerms();
    }

    /** The name of the CA for people. */
    String label(AcmeClient client) {
        return run.authorities
                .byUrl(client.directoryUrl())
                .map(CertificateAuthority::name)
                .orElseGet(() -> client.directoryUrl().toString());
    }

    private boolean agree(Directory directory) throws KeeperException {
        if (directory.termsOfService().isEmpty()) {
            return true;
        }
        URI terms = directory.termsOfService().get();
        String ca = run.authorities
                .byUrl(directory.url())
                .map(CertificateAuthority::name)
                .orElseGet(() -> directory.url().toString());
        if (!run.questions.agreeToTerms(ca, terms)) {
            throw new KeeperException(
                    "the terms of service of " + ca + " were not agreed to",
                    "without agreement the CA makes no account; --agree agrees");
        }
        return true;
    }

    /**
     * The key that this CA knows the account by. During an interrupted rollover that may be either; the CA is asked, and
     * when it is the only CA concerned the rollover is settled.
     */
    private JwsKey liveKey(AcmeClient client, StoredAccount account)
            throws KeeperException, AcmeException, InterruptedException {
        if (account.nextKey().isEmpty()) {
            return JwsKey.of(account.key());
        }
        KeyPair next = account.nextKey().get();
        boolean moved = client.findAccount(JwsKey.of(next)).isPresent();
        if (account.urls().size() <= 1) {
            if (moved) {
                run.accounts.promoteNextKey(account.email());
            } else {
                run.accounts.dropNextKey(account.email());
            }
            run.emit(new Event.Notice(
                    "",
                    "the interrupted key change of " + account.email() + (moved ? " is finished" : " is taken back")));
        }
        return JwsKey.of(moved ? next : account.key());
    }

    private AcmeSession recorded(AcmeClient client, String email, JwsKey key, Account account) throws KeeperException {
        if (account.status() != Account.Status.VALID) {
            throw new KeeperException(
                    "the account of " + email + " at " + label(client) + " is "
                            + account.status().name().toLowerCase(java.util.Locale.ROOT),
                    "use another account: --account EMAIL");
        }
        run.accounts.recordUrl(email, client.directoryUrl(), account.url());
        return client.session(key, account.url());
    }

    private StoredAccount required(String email) throws KeeperException {
        return run.accounts
                .find(email)
                .orElseThrow(() -> new KeeperException(
                        "there is no account key for " + email, "perennial account register --account " + email));
    }
}

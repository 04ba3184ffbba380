package dev.perennial.keeper;

import dev.perennial.acme.Account;
import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.AcmeSession;
import dev.perennial.acme.Directory;
import dev.perennial.acme.ErrorType;
import dev.perennial.acme.ExternalAccount;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.NewAccount;
import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens sessions: finds the account of an e-mail address at a CA, and registers where there is none. The key is durable
 * before it is sent, the account URL before it is used.
 */
final class Registrar {
    private final Run run;
    private final Rollover rollover;

    Registrar(Run run) {
        this.run = run;
        this.rollover = new Rollover(run);
    }

    /**
     * A session for the account; nothing is sent when its URL at this CA is known and no rollover is under way.
     *
     * @param name the certificate this is for, empty for none
     */
    AcmeSession open(AcmeClient client, String email, String name)
            throws KeeperException, AcmeException, InterruptedException {
        return run.accountTurn(email).take(() -> opened(client, email, name));
    }

    private AcmeSession opened(AcmeClient client, String email, String name)
            throws KeeperException, AcmeException, InterruptedException {
        Optional<StoredAccount> stored = run.accounts.find(email);
        if (stored.isEmpty()) {
            return register(client, email, name, List.of());
        }
        JwsKey key = rollover.settledKey(client, stored.get());
        URI url = stored.get().urls().get(client.directoryUrl());
        if (url != null) {
            return client.session(key, url);
        }
        Optional<Account> found = client.findAccount(key);
        return found.isPresent() ? recorded(client, email, key, found.get()) : register(client, email, name, List.of());
    }

    /**
     * Registers the key in the store, or finds the account it has: the request is the same. Where there is no key it is
     * made, after all questions are answered, so that nothing is left behind when an answer is missing.
     */
    AcmeSession register(AcmeClient client, String email, String name, List<URI> contact)
            throws KeeperException, AcmeException, InterruptedException {
        Optional<StoredAccount> stored = run.accounts.find(email);
        agree(client.directory());
        Optional<ExternalAccount> external = externalAccount(client);
        JwsKey key = stored.isPresent()
                ? rollover.settledKey(client, stored.get())
                : JwsKey.of(
                        run.accounts.create(email, KeyType.EC_P256.generate()).key());
        Account account = newAccount(client, key, email, name, contact, external);
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
        return run.accountTurn(email).take(() -> registeredAgain(client, email, name));
    }

    private AcmeSession registeredAgain(AcmeClient client, String email, String name)
            throws KeeperException, AcmeException, InterruptedException {
        JwsKey key = rollover.settledKey(client, run.accounts.required(email));
        Optional<Account> found = client.findAccount(key);
        if (found.isPresent()) {
            return recorded(client, email, key, found.get());
        }
        Account account = newAccount(client, key, email, name, List.of(), externalAccount(client));
        run.emit(new Event.Notice(
                name,
                label(client) + " no longer knew the account of " + email + "; the same key is registered again"));
        return recorded(client, email, key, account);
    }

    /** Shows the terms as they are now and agrees to them when the person does, once in a run. */
    void agreeAgain(AcmeClient client, String email, String name)
            throws KeeperException, AcmeException, InterruptedException {
        AccountTurn turn = run.accountTurn(email);
        turn.take(() -> {
            AcmeSession session = opened(client, email, name);
            if (turn.agreesNow(session.accountUrl())) {
                agreeAgain(session);
            }
            return session;
        });
    }

    /** The same, every time. */
    void agreeAgain(AcmeSession session) throws KeeperException, AcmeException, InterruptedException {
        agree(session.client().directory());
        session.agreeToTerms();
    }

    private void agree(Directory directory) throws KeeperException {
        if (directory.termsOfService().isEmpty()) {
            return;
        }
        String ca = label(directory.url());
        if (!run.questions.agreeToTerms(ca, directory.termsOfService().get())) {
            throw new KeeperException(
                    "the terms of service of " + ca + " were not agreed to",
                    "without agreement the CA makes no account; --agree agrees");
        }
    }

    /** Some CAs want a binding without saying so in their directory; the known ones we know. */
    private Optional<ExternalAccount> externalAccount(AcmeClient client)
            throws KeeperException, AcmeException, InterruptedException {
        boolean required = client.directory().externalAccountRequired()
                || run.authorities
                        .byUrl(client.directoryUrl())
                        .filter(CertificateAuthority::externalAccountRequired)
                        .isPresent();
        return required ? Optional.of(run.questions.externalAccount(label(client))) : Optional.empty();
    }

    /** As {@link #sendNewAccount}, when the CA's limits allow it. */
    private Account newAccount(
            AcmeClient client,
            JwsKey key,
            String email,
            String name,
            List<URI> contact,
            Optional<ExternalAccount> external)
            throws KeeperException, AcmeException, InterruptedException {
        Accounting accounting = Accounting.ofAccount(run, name, client.directoryUrl(), email);
        accounting.registering();
        try {
            Account account = sendNewAccount(client, key, contact, external);
            accounting.registered(account.created());
            return account;
        } catch (AcmeException e) {
            accounting.failed(e);
            throw e;
        }
    }

    private Account sendNewAccount(AcmeClient client, JwsKey key, List<URI> contact, Optional<ExternalAccount> external)
            throws KeeperException, AcmeException, InterruptedException {
        if (external.isPresent()) {
            return bound(client, key, contact, external);
        }
        try {
            return client.newAccount(key, new NewAccount(contact, true, Optional.empty()));
        } catch (AcmeException.Refused e) {
            if (!e.problem().is(ErrorType.Known.EXTERNAL_ACCOUNT_REQUIRED)) {
                throw e;
            }
        }
        return bound(client, key, contact, Optional.of(run.questions.externalAccount(label(client))));
    }

    private static Account bound(AcmeClient client, JwsKey key, List<URI> contact, Optional<ExternalAccount> external)
            throws KeeperException, AcmeException, InterruptedException {
        try {
            return client.newAccount(key, new NewAccount(contact, true, external));
        } catch (AcmeException.Refused e) {
            if (e.problem().is(ErrorType.Known.UNAUTHORIZED)) {
                throw new KeeperException(
                        e.getMessage(),
                        "the external account's secret is wrong, or was used before: get new credentials from the CA",
                        e);
            }
            throw e;
        }
    }

    private AcmeSession recorded(AcmeClient client, String email, JwsKey key, Account account) throws KeeperException {
        if (account.status() != Account.Status.VALID) {
            throw new KeeperException(
                    "the account of " + email + " at " + label(client) + " is "
                            + account.status().name().toLowerCase(Locale.ROOT),
                    "use another account: --account EMAIL");
        }
        run.accounts.recordUrl(email, client.directoryUrl(), account.url());
        return client.session(key, account.url());
    }

    /** The name of the CA for people. */
    private String label(AcmeClient client) {
        return label(client.directoryUrl());
    }

    private String label(URI directory) {
        return run.authorities.byUrl(directory).map(CertificateAuthority::name).orElseGet(directory::toString);
    }
}

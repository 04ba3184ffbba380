package dev.perennial.keeper;

import dev.perennial.acme.Account;
import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.AcmeSession;
import dev.perennial.acme.ErrorType;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The account operations: show, register, update, rotate, deactivate; backup and recovery are {@link AccountRescue}'s. */
final class AccountDesk implements AccountKeeper {
    private final Keeper keeper;

    AccountDesk(Keeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public List<AccountView> show(Optional<String> email, Optional<String> ca, boolean ask)
            throws KeeperException, InterruptedException {
        try (Run run = keeper.run()) {
            List<AccountView> views = new ArrayList<>();
            for (String address : email.isPresent() ? List.of(email.get()) : run.accounts.emails()) {
                StoredAccount account = run.accounts.required(address);
                if (account.urls().isEmpty()) {
                    views.add(view(run, account, Optional.empty(), Optional.empty()));
                }
                for (URI directory : new TreeMap<>(account.urls()).keySet()) {
                    if (ca.isEmpty() || run.authorities.resolve(ca.get()).equals(directory)) {
                        views.add(ask ? asked(run, account, directory) : known(run, account, directory));
                    }
                }
            }
            return views;
        }
    }

    @Override
    public AccountView register(String email, String ca, List<URI> contact)
            throws KeeperException, InterruptedException {
        return locked(run -> {
            AcmeClient client = run.client(ca, Optional.empty());
            Registrar registrar = new Registrar(run);
            boolean known = run.accounts
                    .find(email)
                    .filter(account -> account.urls().containsKey(client.directoryUrl()))
                    .isPresent();
            AcmeSession session = known || contact.isEmpty()
                    ? registrar.open(client, email, "")
                    : registrar.register(client, email, "", contact);
            return view(run, email, session, session.account());
        });
    }

    @Override
    public AccountView update(String email, String ca, List<URI> contact) throws KeeperException, InterruptedException {
        return locked(run -> {
            Registrar registrar = new Registrar(run);
            AcmeSession session = session(run, email, ca);
            try {
                return view(run, email, session, session.updateContact(contact));
            } catch (AcmeException.Refused e) {
                if (!e.problem().is(ErrorType.Known.USER_ACTION_REQUIRED)) {
                    throw e;
                }
                registrar.agreeAgain(session);
                return view(run, email, session, session.updateContact(contact));
            }
        });
    }

    @Override
    public List<AccountView> rotateKey(String email, KeyType type) throws KeeperException, InterruptedException {
        return locked(run -> {
            StoredAccount account = run.accounts.required(email);
            if (account.urls().isEmpty()) {
                throw new KeeperException(
                        "the key of " + email + " has no account at any CA",
                        "perennial account register --account " + email);
            }
            return new Rollover(run).rotate(account, type);
        });
    }

    @Override
    public AccountView deactivate(String email, String ca) throws KeeperException, InterruptedException {
        return locked(run -> {
            AcmeSession session = session(run, email, ca);
            AccountView view = view(run, email, session, session.deactivate());
            run.accounts.forgetUrl(email, session.client().directoryUrl());
            return view;
        });
    }

    @Override
    public String backup(String email, char[] passphrase) throws KeeperException {
        try (Run run = keeper.run()) {
            return AccountRescue.backup(run.accounts.required(email), passphrase);
        }
    }

    @Override
    public AccountKeeper.Recovery recover(
            Optional<String> email, String ca, Optional<Path> backup, Optional<char[]> passphrase)
            throws KeeperException, InterruptedException {
        return locked(run -> new AccountRescue(run).recover(email, ca, backup, passphrase));
    }

    private AccountView asked(Run run, StoredAccount account, URI directory) throws InterruptedException {
        try {
            AcmeClient client = run.client(directory.toString(), Optional.empty());
            // Without the lock nothing may be written, so the session comes from here and not from the registrar.
            URI url = Objects.requireNonNull(account.urls().get(directory));
            AcmeSession session = client.session(Rollover.liveKey(client, account), url);
            return view(run, account.email(), session, session.account()).withOrders(orders(session));
        } catch (AcmeException | KeeperException e) {
            return view(run, account, Optional.of(directory), Optional.of("unknown: " + e.getMessage()));
        }
    }

    /** Not all CAs keep to the form of RFC 8555 §7.1.2.1; what else they say is worth telling without the list. */
    private static List<URI> orders(AcmeSession session) throws AcmeException, InterruptedException {
        try {
            return session.orders();
        } catch (AcmeException.Broken | AcmeException.Refused e) {
            return List.of();
        }
    }

    private static AccountView known(Run run, StoredAccount account, URI directory) {
        return view(run, account, Optional.of(directory), Optional.empty());
    }

    private static AcmeSession session(Run run, String email, String ca)
            throws KeeperException, AcmeException, InterruptedException {
        run.accounts.required(email);
        return new Registrar(run).open(run.client(ca, Optional.empty()), email, "");
    }

    static AccountView view(Run run, String email, AcmeSession session, Account account) {
        return new AccountView(
                email,
                caName(run, session.client().directoryUrl()),
                Optional.of(session.accountUrl()),
                session.key().thumbprint(),
                typeName(session.key().keyPair()),
                Optional.of(account.status().name().toLowerCase(Locale.ROOT)),
                account.contact(),
                List.of());
    }

    private static AccountView view(Run run, StoredAccount account, Optional<URI> directory, Optional<String> status) {
        return new AccountView(
                account.email(),
                directory.map(d -> caName(run, d)).orElse(""),
                directory.map(d -> account.urls().get(d)),
                JwsKey.of(account.key()).thumbprint(),
                typeName(account.key()),
                status,
                List.of(),
                List.of());
    }

    private static String typeName(KeyPair key) {
        return KeyType.of(key.getPublic()).map(KeyType::name).orElse("other");
    }

    private static String caName(Run run, URI directory) {
        return run.authorities.byUrl(directory).map(CertificateAuthority::key).orElseGet(directory::toString);
    }

    /** Work under the lock that may be refused by a CA. */
    private interface Work<T> {
        T on(Run run) throws KeeperException, AcmeException, InterruptedException;
    }

    private <T> T locked(Work<T> work) throws KeeperException, InterruptedException {
        try (Run run = keeper.run();
                Disk.Lock ignored = run.lock()) {
            return work.on(run);
        } catch (AcmeException e) {
            Failure failure = Failure.of(e);
            throw new KeeperException(failure.reason(), failure.hint(), e);
        }
    }
}

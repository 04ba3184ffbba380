package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.AcmeSession;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The change of an account's key (RFC 8555 §7.3.5). The next key is durable before the first CA hears of it, and takes the
 * place of the present one when the last CA has it; a death in between leaves two keys, of which each CA knows one.
 */
final class Rollover {
    /** RFC 8555 §7.3.5: the key belongs to another account. */
    private static final int CONFLICT = 409;

    private final Run run;

    Rollover(Run run) {
        this.run = run;
    }

    /** The key that this CA knows the account by. The CA is asked only while a change is under way; nothing is written. */
    static JwsKey liveKey(AcmeClient client, StoredAccount account) throws AcmeException, InterruptedException {
        Optional<KeyPair> next = account.nextKey();
        return JwsKey.of(next.isPresent() && knows(client, next.get()) ? next.get() : account.key());
    }

    /**
     * The same key, and the end of an interrupted change when this CA alone is concerned. What another CA knows is not
     * for this one to say. Wants the lock.
     */
    JwsKey settledKey(AcmeClient client, StoredAccount account)
            throws KeeperException, AcmeException, InterruptedException {
        JwsKey live = liveKey(client, account);
        if (account.nextKey().isEmpty() || !account.urls().keySet().equals(Set.of(client.directoryUrl()))) {
            return live;
        }
        KeyPair next = account.nextKey().get();
        if (live.keyPair().equals(next)) {
            run.accounts.promoteNextKey(account.email(), next);
            tell(account, "is finished");
        } else if (knows(client, account.key())) {
            takeBack(account);
        }
        return live;
    }

    /**
     * Changes the key at every CA of the account. A change that was begun and got nowhere, because of a death or because
     * the key was refused, is taken back first; one that got somewhere is finished first.
     */
    List<AccountView> rotate(StoredAccount account, KeyType type)
            throws KeeperException, AcmeException, InterruptedException {
        if (account.nextKey().isPresent()) {
            KeyPair waiting = account.nextKey().get();
            if (isUntouched(account, waiting)) {
                takeBack(account);
            } else {
                List<AccountView> views = finish(account, waiting);
                if (KeyType.of(waiting.getPublic()).equals(Optional.of(type))) {
                    return views;
                }
                tell(account, "is finished");
            }
        }
        StoredAccount settled = run.accounts.required(account.email());
        return finish(settled, run.accounts.stageNextKey(account.email(), type.generate()));
    }

    private List<AccountView> finish(StoredAccount account, KeyPair next)
            throws KeeperException, AcmeException, InterruptedException {
        List<AccountView> views = new ArrayList<>();
        for (Map.Entry<URI, URI> at : new TreeMap<>(account.urls()).entrySet()) {
            AcmeSession session = changeAt(client(at.getKey()), account, JwsKey.of(next), at.getValue());
            views.add(AccountDesk.view(run, account.email(), session, session.account()));
        }
        run.accounts.promoteNextKey(account.email(), next);
        return views;
    }

    /** The account as it was before the key was staged: only a key that waited may be at this CA already. */
    private static AcmeSession changeAt(AcmeClient client, StoredAccount account, JwsKey next, URI url)
            throws KeeperException, AcmeException, InterruptedException {
        if (account.nextKey().isPresent() && client.findAccount(next).isPresent()) {
            return client.session(next, url);
        }
        try {
            return client.session(JwsKey.of(account.key()), url).keyChange(next);
        } catch (AcmeException.Refused e) {
            if (e.problem().status() == CONFLICT) {
                throw new KeeperException(
                        e.getMessage(), "the present key stays in use; the same command again makes another key", e);
            }
            throw e;
        }
    }

    /** Whether every CA still knows the account by its present key. One that knows neither key may yet remember. */
    private boolean isUntouched(StoredAccount account, KeyPair next)
            throws KeeperException, AcmeException, InterruptedException {
        for (URI directory : account.urls().keySet()) {
            AcmeClient client = client(directory);
            if (knows(client, next) || !knows(client, account.key())) {
                return false;
            }
        }
        return true;
    }

    private void takeBack(StoredAccount account) throws KeeperException {
        run.accounts.dropNextKey(account.email());
        tell(account, "is taken back");
    }

    private void tell(StoredAccount account, String what) {
        run.emit(new Event.Notice("", "the interrupted key change of " + account.email() + " " + what));
    }

    private AcmeClient client(URI directory) throws KeeperException {
        return run.client(directory.toString(), Optional.empty());
    }

    private static boolean knows(AcmeClient client, KeyPair key) throws AcmeException, InterruptedException {
        return client.findAccount(JwsKey.of(key)).isPresent();
    }
}

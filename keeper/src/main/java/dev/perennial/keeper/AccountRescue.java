package dev.perennial.keeper;

import dev.perennial.acme.Account;
import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.AcmeSession;
import dev.perennial.acme.Challenge;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings an account back: from its key, from an encrypted backup, or, where the key is lost, as a new account with the
 * list of what names the old one elsewhere. ACME itself has no recovery of a lost key.
 */
final class AccountRescue {
    private static final int MAX_BACKUP = 64 * 1024;
    private static final String EMAIL = "perennial-account: ";

    private final Run run;

    AccountRescue(Run run) {
        this.run = run;
    }

    /** The account's key, encrypted, with its e-mail address and its URLs in the text before it. */
    static String backup(StoredAccount account, char[] passphrase) {
        return AccountLines.replace(EMAIL + account.email() + "\n", account.urls())
                + PrivateKeys.writeEncrypted(account.key(), passphrase);
    }

    AccountKeeper.Recovery recover(
            Optional<String> email, String ca, Optional<Path> backup, Optional<char[]> passphrase)
            throws KeeperException, AcmeException, InterruptedException {
        AcmeClient client = run.client(ca, Optional.empty());
        List<String> done = new ArrayList<>();
        String address = email.orElse("");
        if (backup.isPresent()) {
            address = restore(backup.get(), passphrase, email);
            done.add("the key was restored from the backup");
        } else if (address.isEmpty()) {
            address = onlyAccount();
        }
        if (run.accounts.find(address).isPresent()) {
            return find(client, address, done);
        }
        done.add("there was no key; a new one was made");
        return replace(client, address, Optional.empty(), done);
    }

    private AccountKeeper.Recovery find(AcmeClient client, String email, List<String> done)
            throws KeeperException, AcmeException, InterruptedException {
        StoredAccount stored = run.accounts.required(email);
        Optional<URI> before = Optional.ofNullable(stored.urls().get(client.directoryUrl()));
        JwsKey key = new Rollover(run).settledKey(client, stored);
        Optional<Account> found = client.findAccount(key);
        if (found.isEmpty()) {
            done.add("the CA knows no account of this key; it was registered");
            return replace(client, email, before, done);
        }
        run.accounts.recordUrl(email, client.directoryUrl(), found.get().url());
        done.add("the CA knows the key");
        AcmeSession session = client.session(key, found.get().url());
        List<String> toChange = before.filter(url -> !url.equals(found.get().url()))
                .map(url -> records(client, email, Optional.of(url), found.get().url()))
                .orElse(List.of());
        return new AccountKeeper.Recovery(
                AccountDesk.view(run, email, session, found.get()), String.join("; ", done), toChange);
    }

    private AccountKeeper.Recovery replace(AcmeClient client, String email, Optional<URI> before, List<String> done)
            throws KeeperException, AcmeException, InterruptedException {
        AcmeSession session = new Registrar(run).register(client, email, "", List.of());
        List<String> toChange = records(client, email, before, session.accountUrl());
        return new AccountKeeper.Recovery(
                AccountDesk.view(run, email, session, session.account()), String.join("; ", done), toChange);
    }

    /** What names the old account: CAA records with accounturi (RFC 8657), and dns-persist-01 records. */
    private List<String> records(AcmeClient client, String email, Optional<URI> before, URI after) {
        String old = before.map(URI::toString).orElse("the old account");
        List<String> lines = new ArrayList<>();
        try {
            for (Entry entry : run.store.scan()) {
                if (entry instanceof Entry.Kept kept
                        && kept.wish().account().equals(email)
                        && run.authorities.resolve(kept.wish().ca()).equals(client.directoryUrl())) {
                    for (Identifier name : kept.wish().names()) {
                        lines.addAll(records(kept.wish(), name, old, after));
                    }
                }
            }
        } catch (KeeperException e) {
            lines.add("the store could not be searched: " + e.getMessage());
        }
        return lines;
    }

    private static List<String> records(Wish wish, Identifier name, String old, URI after) {
        List<String> lines = new ArrayList<>();
        lines.add(name.value() + ": a CAA record with accounturi=" + old + " must say accounturi=" + after);
        boolean persistent = wish.challenges().stream()
                .anyMatch(line -> line.type().equals(Challenge.DNS_PERSIST_01) && line.matches(name));
        if (persistent) {
            lines.add(name.value() + ": the TXT record at _validation-persist must say accounturi=" + after);
        }
        return lines;
    }

    private String onlyAccount() throws KeeperException {
        List<String> emails = run.accounts.emails();
        if (emails.size() != 1) {
            throw new KeeperException(
                    emails.isEmpty() ? "there is no account key" : "there are " + emails.size() + " account keys",
                    "name the account: perennial recover EMAIL");
        }
        return emails.getFirst();
    }

    private String restore(Path file, Optional<char[]> passphrase, Optional<String> wanted) throws KeeperException {
        Pem pem;
        KeyPair key;
        try {
            pem = Pem.parse(run.world.disk().read(file, MAX_BACKUP));
            key = PrivateKeys.read(pem, passphrase);
        } catch (IOException | PemException e) {
            throw new KeeperException("the backup " + file + " cannot be read: " + e.getMessage(), "", e);
        }
        String email = wanted.or(() -> owner(pem))
                .orElseThrow(() -> new KeeperException(
                        "the backup " + file + " does not say whose it is",
                        "perennial recover EMAIL --backup " + file));
        Map<URI, URI> urls = AccountLines.urls(file, pem.preamble());
        Optional<StoredAccount> present = run.accounts.find(email);
        if (present.isEmpty()) {
            run.accounts.create(email, key);
        } else if (!PrivateKeys.matches(present.get().key(), key.getPublic())) {
            throw new KeeperException(
                    "there is another key for " + email + " already; nothing was changed",
                    "move it away first if the backup is the right one");
        }
        for (Map.Entry<URI, URI> url : urls.entrySet()) {
            run.accounts.recordUrl(email, url.getKey(), url.getValue());
        }
        return email;
    }

    private static Optional<String> owner(Pem pem) {
        return pem.preamble()
                .lines()
                .filter(line -> line.startsWith(EMAIL))
                .map(line -> line.substring(EMAIL.length()).strip())
                .findFirst();
    }
}

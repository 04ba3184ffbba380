package dev.perennial.keeper;

import dev.perennial.acme.RevocationReason;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The engine: carries out what {@link Planner} plans. Methods that change the store take its lock; those that only look
 * never wait. Events go to the consumer as they happen, from several threads.
 */
public final class Keeper {
    private final World world;
    private final CaDirectory authorities;
    private final SolverKit solvers;
    private final Settings settings;
    private final Questions questions;
    private final Consumer<Event> events;

    public Keeper(
            World world,
            CaDirectory authorities,
            SolverKit solvers,
            Settings settings,
            Questions questions,
            Consumer<Event> events) {
        this.world = world;
        this.authorities = authorities;
        this.solvers = solvers;
        this.settings = settings;
        this.questions = questions;
        this.events = events;
    }

    /**
     * Writes the wish down and grants it at once. The same wish again is {@link Outcome.Unchanged} while the certificate
     * is fresh; another wish under the same name replaces the header, and the certificate when it differs.
     */
    public Outcome create(String name, Wish wish, boolean force) throws KeeperException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Renews what is due among these names, or among all when the list is empty; one failure never stops the others. */
    public List<Outcome> renew(List<String> names, boolean force) throws KeeperException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** What {@link #renew} would do now, with reasons; asks no CA and changes nothing. */
    public List<Step> plan(List<String> names) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Everything in the store, foreign and broken entries included; asks no CA and changes nothing. */
    public List<StatusRow> status(List<String> names) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** By which right a certificate is revoked (RFC 8555 §7.6). */
    public enum RevokeBy {
        /** The account that issued it. */
        ACCOUNT,
        /** The certificate's own key. */
        KEY,
        /** Any account, after proving control of all names. */
        PROOF
    }

    /**
     * Revokes a certificate of the store. The files stay, and so does the wish: the next renewal replaces the
     * certificate. Who gives the name up deletes the files.
     */
    public void revoke(String name, RevocationReason reason, RevokeBy by) throws KeeperException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Proves control of the names and stops before finalize. */
    public Outcome authorize(Wish wish) throws KeeperException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Runs the hooks for an event without issuing anything; returns the lines of those that failed. */
    public List<String> testHooks(String name, Hooks.HookEvent event) throws KeeperException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** The account operations. */
    public AccountKeeper accounts() {
        throw new UnsupportedOperationException();
    }

    /** The account operations of {@code perennial account …} and {@code perennial recover}. */
    public interface AccountKeeper {
        /**
         * All accounts at all CAs they are known at.
         *
         * @param ask whether to ask the CAs for status, contacts and orders
         */
        List<AccountView> show(Optional<String> email, Optional<String> ca, boolean ask)
                throws KeeperException, InterruptedException;

        /** Registers, or finds the account that the key has. */
        AccountView register(String email, String ca, List<URI> contact) throws KeeperException, InterruptedException;

        /** Replaces the contacts at a CA, and agrees to changed terms. */
        AccountView update(String email, String ca, List<URI> contact) throws KeeperException, InterruptedException;

        /** A new key for the account, at every CA it is known at; goes on where a death interrupted it. */
        List<AccountView> rotateKey(String email, dev.perennial.acme.crypto.KeyType type)
                throws KeeperException, InterruptedException;

        /** Deactivates at a CA; final. The key file stays. */
        AccountView deactivate(String email, String ca) throws KeeperException, InterruptedException;

        /** The key file encrypted with a passphrase, account URLs included, to be written wherever the caller wants. */
        String backup(String email, char[] passphrase) throws KeeperException;

        /**
         * Finds the account of a key again, restores a backup, or where the key is lost makes a new account.
         *
         * @param email absent: the only account there is
         * @param backup an encrypted backup to restore
         * @return what was done and what must be changed elsewhere, a line each
         */
        Recovery recover(Optional<String> email, String ca, Optional<Path> backup, Optional<char[]> passphrase)
                throws KeeperException, InterruptedException;
    }

    /**
     * @param found what was done
     * @param toChange DNS records and settings elsewhere that name the old account
     */
    public record Recovery(AccountView account, String found, List<String> toChange) {}
}

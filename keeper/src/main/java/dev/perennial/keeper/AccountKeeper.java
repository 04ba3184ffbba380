package dev.perennial.keeper;

import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
    List<AccountView> rotateKey(String email, KeyType type) throws KeeperException, InterruptedException;

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

    /**
     * @param found what was done
     * @param toChange DNS records and settings elsewhere that name the old account
     */
    record Recovery(AccountView account, String found, List<String> toChange) {}
}

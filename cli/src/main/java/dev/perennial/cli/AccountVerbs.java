package dev.perennial.cli;

import dev.perennial.acme.crypto.KeyType;
import dev.perennial.keeper.AccountView;
import dev.perennial.keeper.KeeperException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code account}. */
@Command(
        description = "Shows and changes accounts at CAs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AccountVerbs.Show.class,
            AccountVerbs.Register.class,
            AccountVerbs.Update.class,
            AccountVerbs.RotateKey.class,
            AccountVerbs.Deactivate.class,
            AccountVerbs.Backup.class
        })
final class AccountVerbs {
    /** Which account. */
    static final class Which {
        @Parameters(arity = "0..1", paramLabel = "EMAIL", description = "the account; else the only one there is")
        Optional<String> email = Optional.empty();
    }

    /** Where. */
    static final class Where {
        @Option(names = "--ca", paramLabel = "CA", description = "at this CA; letsencrypt is the default")
        String ca = ProofOptions.USUAL_CA;
    }

    /** {@code account show}. */
    @Command(name = "show", description = "Shows accounts: all, or one.", sortOptions = false)
    static final class Show implements Verb {
        @Parameters(arity = "0..1", paramLabel = "EMAIL", description = "only this one")
        Optional<String> email = Optional.empty();

        @Option(names = "--ca", paramLabel = "CA", description = "only at this CA")
        Optional<String> ca = Optional.empty();

        @Option(names = "--online", description = "ask the CAs for status, contacts and orders too")
        boolean online;

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            List<AccountView> accounts =
                    session.engine("account show").accounts().show(email, ca, online);
            return shown(accounts, "no accounts are kept in " + session.basedir());
        }
    }

    /** {@code account register}. */
    @Command(
            name = "register",
            description = "Registers an account, or finds the one that the key has. 'new' does so by itself.",
            sortOptions = false)
    static final class Register implements Verb {
        @Mixin
        Which which = new Which();

        @Mixin
        Where where = new Where();

        @Mixin
        ContactOption contact = new ContactOption();

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            Engine engine = session.engine("account register");
            String email = session.account(engine, which.email, "EMAIL");
            return shown(List.of(engine.accounts().register(email, where.ca, contact.uris(email))), "");
        }
    }

    /** {@code account update}. */
    @Command(
            name = "update",
            description = "Replaces the contacts of an account at a CA, and agrees to changed terms of service.",
            sortOptions = false)
    static final class Update implements Verb {
        @Mixin
        Which which = new Which();

        @Mixin
        Where where = new Where();

        @Mixin
        ContactOption contact = new ContactOption();

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            Engine engine = session.engine("account update");
            String email = session.account(engine, which.email, "EMAIL");
            return shown(List.of(engine.accounts().update(email, where.ca, contact.uris(email))), "");
        }
    }

    /** {@code account rotate-key}. */
    @Command(
            name = "rotate-key",
            description = "Gives the account a new key, at every CA that knows it. Interrupted, it goes on when called"
                    + " again.",
            sortOptions = false)
    static final class RotateKey implements Verb {
        @Mixin
        Which which = new Which();

        @Option(names = "--key", paramLabel = "TYPE", description = "ec-p256 (the default), ec-p384, rsa-2048 ...")
        Optional<String> key = Optional.empty();

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            KeyType type = type();
            Engine engine = session.engine("account rotate-key");
            return shown(engine.accounts().rotateKey(session.account(engine, which.email, "EMAIL"), type), "");
        }

        private KeyType type() throws UsageException {
            try {
                return key.map(KeyType::new).orElse(KeyType.EC_P256);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--key: " + e.getMessage(), "");
            }
        }
    }

    /** {@code account deactivate}. */
    @Command(
            name = "deactivate",
            description = "Ends an account at a CA, for ever. Its key file stays.",
            sortOptions = false)
    static final class Deactivate implements Verb {
        @Mixin
        Which which = new Which();

        @Mixin
        Where where = new Where();

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            Engine engine = session.engine("account deactivate");
            String email = session.account(engine, which.email, "EMAIL");
            if (!session.answers().sure("Deactivate the account " + email + " at " + where.ca + " for ever?")) {
                return Result.done("not deactivated: " + email, Map.of("accounts", List.of()));
            }
            return shown(List.of(engine.accounts().deactivate(email, where.ca)), "");
        }
    }

    /** {@code account backup}. */
    @Command(
            name = "backup",
            description = "Writes the account key, encrypted with a passphrase, to a file that recover --backup reads.",
            sortOptions = false)
    static final class Backup implements Verb {
        @Mixin
        Which which = new Which();

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "a file that does not exist yet")
        Path out = Path.of("");

        @Mixin
        PassphraseOption passphrase = new PassphraseOption();

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            Engine engine = session.engine("account backup");
            String email = session.account(engine, which.email, "EMAIL");
            char[] secret = passphrase.chosen(session);
            try {
                SecretFile.write(out, engine.accounts().backup(email, secret));
            } finally {
                Arrays.fill(secret, ' ');
            }
            return Result.done(
                    "backup of " + email + ": " + out, Forms.members("email", email, "file", out.toAbsolutePath()));
        }
    }

    private static Result shown(List<AccountView> accounts, String none) {
        List<Text> lines = new ArrayList<>();
        accounts.forEach(account -> lines.addAll(AccountText.of(account)));
        if (lines.isEmpty() && !none.isEmpty()) {
            lines.add(Text.of(none));
        }
        return Result.of(
                ExitCode.DONE,
                lines,
                Map.of("accounts", accounts.stream().map(Forms::of).toList()));
    }
}

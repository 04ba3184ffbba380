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

/** {@code account}. */
final class AccountVerbs {
    private AccountVerbs() {}

    static Group group() {
        return new Group(
                "Shows and changes accounts at CAs.",
                List.of(
                        Group.Child.of("show", Show::new),
                        Group.Child.of("register", Register::new),
                        Group.Child.of("update", Update::new),
                        Group.Child.of("rotate-key", RotateKey::new),
                        Group.Child.of("deactivate", Deactivate::new),
                        Group.Child.of("backup", Backup::new)));
    }

    /** Which account. */
    static final class Which {
        Optional<String> email = Optional.empty();

        void declare(Syntax syntax) {
            syntax.optional("EMAIL", "the account; else the only one there is", value -> email = Optional.of(value));
        }
    }

    /** Where. */
    static final class Where {
        String ca = ProofOptions.USUAL_CA;

        void declare(Syntax syntax) {
            syntax.option("--ca", "CA", "at this CA; letsencrypt is the default", value -> ca = value);
        }
    }

    /** {@code account show}. */
    static final class Show implements Verb {
        Optional<String> email = Optional.empty();
        Optional<String> ca = Optional.empty();

        boolean online;

        @Override
        public String description() {
            return "Shows accounts: all, or one.";
        }

        @Override
        public void declare(Syntax syntax) {
            syntax.optional("EMAIL", "only this one", value -> email = Optional.of(value));
            syntax.option("--ca", "CA", "only at this CA", value -> ca = Optional.of(value));
            syntax.flag("--online", "ask the CAs for status, contacts and orders too", () -> online = true);
        }

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            List<AccountView> accounts =
                    session.engine("account show").accounts().show(email, ca, online);
            return shown(accounts, "no accounts are kept in " + session.basedir());
        }
    }

    /** {@code account register}. */
    static final class Register implements Verb {
        Which which = new Which();
        Where where = new Where();

        ContactOption contact = new ContactOption();

        @Override
        public String description() {
            return "Registers an account, or finds the one that the key has. 'new' does so by itself.";
        }

        @Override
        public void declare(Syntax syntax) {
            which.declare(syntax);
            where.declare(syntax);
            contact.declare(syntax);
        }

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            Engine engine = session.engine("account register");
            String email = session.account(engine, which.email, "EMAIL");
            return shown(List.of(engine.accounts().register(email, where.ca, contact.uris(email))), "");
        }
    }

    /** {@code account update}. */
    static final class Update implements Verb {
        Which which = new Which();
        Where where = new Where();

        ContactOption contact = new ContactOption();

        @Override
        public String description() {
            return "Replaces the contacts of an account at a CA, and agrees to changed terms of service.";
        }

        @Override
        public void declare(Syntax syntax) {
            which.declare(syntax);
            where.declare(syntax);
            contact.declare(syntax);
        }

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            Engine engine = session.engine("account update");
            String email = session.account(engine, which.email, "EMAIL");
            return shown(List.of(engine.accounts().update(email, where.ca, contact.uris(email))), "");
        }
    }

    /** {@code account rotate-key}. */
    static final class RotateKey implements Verb {
        Which which = new Which();
        Optional<String> key = Optional.empty();

        @Override
        public String description() {
            return "Gives the account a new key, at every CA that knows it. Interrupted, it goes on when called"
                    + " again.";
        }

        @Override
        public void declare(Syntax syntax) {
            which.declare(syntax);
            syntax.option(
                    "--key", "TYPE", "ec-p256 (the default), ec-p384, rsa-2048 ...", value -> key = Optional.of(value));
        }

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
    static final class Deactivate implements Verb {
        Which which = new Which();
        Where where = new Where();

        @Override
        public String description() {
            return "Ends an account at a CA, for ever. Its key file stays.";
        }

        @Override
        public void declare(Syntax syntax) {
            which.declare(syntax);
            where.declare(syntax);
        }

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
    static final class Backup implements Verb {
        Which which = new Which();
        Path out = Path.of("");

        PassphraseOption passphrase = new PassphraseOption();

        @Override
        public String description() {
            return "Writes the account key, encrypted with a passphrase, to a file that recover --backup reads.";
        }

        @Override
        public void declare(Syntax syntax) {
            which.declare(syntax);
            syntax.required("--out", "FILE", "a file that does not exist yet", value -> out = Path.of(value));
            passphrase.declare(syntax);
        }

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

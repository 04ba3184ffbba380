package dev.perennial.cli;

import dev.perennial.acme.Identifier;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.Store;
import dev.perennial.keeper.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code new}: a certificate from nothing. */
final class NewVerb implements Verb {
    List<String> names = new ArrayList<>();
    Optional<String> name = Optional.empty();

    ProofOptions proof = new ProofOptions();
    WishOptions options = new WishOptions();

    boolean force;

    @Override
    public String description() {
        return "Gets a certificate for these names and keeps it. The options are written into the certificate's"
                + " file, each as the line of its name, and 'renew' follows them.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.arguments(1, "NAME", "DNS names, wildcards, IP addresses", names::add);
        syntax.option(
                "--name", "NAME", "what the files are called; else the first name", value -> name = Optional.of(value));
        proof.declare(syntax);
        options.declare(syntax);
        syntax.flag("--force", "get it again, even when it is fresh", () -> force = true);
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
        Set<Identifier> identifiers = Names.parse(names);
        if (!proof.exact && options.csr.isEmpty()) {
            identifiers = Names.withBareNames(identifiers);
        }
        Engine engine = session.engine("new", !proof.noSelfTest);
        HeaderText header = new HeaderText();
        header.line("names", Names.join(identifiers));
        proof.writeTo(header, session.account(engine, proof.account, "--account"));
        options.writeTo(header, session.caRoot());
        Wish wish = header.wish();
        Outcome outcome = engine.create(name.orElseGet(() -> Store.nameFor(wish.firstName())), wish, force);
        return session.outcomes(List.of(outcome));
    }
}

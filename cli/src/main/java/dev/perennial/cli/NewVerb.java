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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code new}: a certificate from nothing. */
@Command(
        description = "Gets a certificate for these names and keeps it. The options are written into the certificate's"
                + " file, each as the line of its name, and 'renew' follows them.",
        sortOptions = false)
final class NewVerb implements Verb {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "DNS names, wildcards, IP addresses")
    List<String> names = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "what the files are called; else the first name")
    Optional<String> name = Optional.empty();

    @Mixin
    ProofOptions proof = new ProofOptions();

    @Mixin
    WishOptions options = new WishOptions();

    @Option(names = "--force", description = "get it again, even when it is fresh")
    boolean force;

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

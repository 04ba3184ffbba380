package dev.perennial.cli;

import dev.perennial.acme.Identifier;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code authorize}: everything before the certificate. */
@Command(
        description = "Proves control of these names to the CA and stops before a certificate is made: to try out a"
                + " challenge, or to prove while it can be proven. Nothing is written but the account.",
        sortOptions = false)
final class AuthorizeVerb implements Verb {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "DNS names, wildcards, IP addresses")
    List<String> names = new ArrayList<>();

    @Mixin
    ProofOptions proof = new ProofOptions();

    @Override
    public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
        Set<Identifier> identifiers = Names.parse(names);
        if (!proof.exact) {
            identifiers = Names.withBareNames(identifiers);
        }
        Engine engine = session.engine("authorize", !proof.noSelfTest);
        HeaderText header = new HeaderText();
        header.line("names", Names.join(identifiers));
        proof.writeTo(header, session.account(engine, proof.account, "--account"));
        header.line("ca-root", session.caRoot().map(Object::toString));
        Outcome outcome = engine.authorize(header.wish());
        return session.outcomes(List.of(outcome));
    }
}

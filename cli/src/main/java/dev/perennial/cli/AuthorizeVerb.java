package dev.perennial.cli;

import dev.perennial.acme.Identifier;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code authorize}: everything before the certificate. */
final class AuthorizeVerb implements Verb {
    List<String> names = new ArrayList<>();
    ProofOptions proof = new ProofOptions();

    @Override
    public String description() {
        return "Proves control of these names to the CA and stops before a certificate is made: to try out a"
                + " challenge, or to prove while it can be proven. Nothing is written but the account.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.arguments(1, "NAME", "DNS names, wildcards, IP addresses", names::add);
        proof.declare(syntax);
    }

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

package dev.perennial.keeper.solver;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.acme.crypto.ChallengeCertificate;

/** Solves tls-alpn-01 (RFC 8737, for addresses RFC 8738 §6) by a listener of its own. */
record TlsAlpnSolver(String name, ListenAddress address, SharedListeners<AlpnResponder> listeners) implements Solver {
    @Override
    public String challengeType() {
        return Challenge.TLS_ALPN_01;
    }

    @Override
    public Proof present(ProofRequest request) throws SolverException {
        Identifier identifier = request.identifier();
        ChallengeCertificate certificate =
                ChallengeCertificate.create(identifier, Tokens.checked(request).digest());
        var lease = listeners.lease(address);
        if (!lease.conversation().add(identifier, certificate)) {
            lease.close();
            throw new SolverException(
                    "another proof for " + identifier.value() + " stands on " + address, "try again when it is done");
        }
        return new ProofInPlace(ProofInPlace.Test.NONE, () -> {
            lease.conversation().remove(identifier, certificate);
            lease.close();
        });
    }
}

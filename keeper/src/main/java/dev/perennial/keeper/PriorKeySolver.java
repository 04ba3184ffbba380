package dev.perennial.keeper;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;

/**
 * Answers x-prior-key-01, an experiment and no standard, by the key a name's certificate has or had before. There is
 * nothing to put in place: what is signed, and when, is the business of the session.
 */
final class PriorKeySolver implements Solver {
    private final List<Key> keys;

    /** A key file, read only when a CA asks for it. */
    private interface Key {
        Optional<KeyPair> read() throws KeeperException;
    }

    PriorKeySolver(Store store, String name) {
        this.keys = List.of(() -> store.key(name), () -> store.oldKey(name));
    }

    @Override
    public String name() {
        return "x-prior-key-01 (experimental: an earlier certificate's key)";
    }

    @Override
    public String challengeType() {
        return Challenge.PRIOR_KEY_01;
    }

    @Override
    public boolean canAnswer(Challenge challenge) {
        try {
            return signer(challenge).isPresent();
        } catch (SolverException e) {
            // What cannot be read is not absent: presenting will tell why.
            return true;
        }
    }

    @Override
    public Proof present(ProofRequest request) throws SolverException {
        return new Possession(signer(request.challenge()));
    }

    private Optional<JwsKey> signer(Challenge challenge) throws SolverException {
        for (Key key : keys) {
            Optional<JwsKey> signer =
                    read(key).filter(candidate -> challenge.priorKeys().contains(candidate.publicKeyHash()));
            if (signer.isPresent()) {
                return signer;
            }
        }
        return Optional.empty();
    }

    private static Optional<JwsKey> read(Key key) throws SolverException {
        try {
            return key.read().map(JwsKey::of);
        } catch (KeeperException e) {
            throw new SolverException(String.valueOf(e.getMessage()), e.hint(), e);
        } catch (IllegalArgumentException e) {
            throw new SolverException(String.valueOf(e.getMessage()), "", e);
        }
    }

    private record Possession(Optional<JwsKey> priorKey) implements Proof {
        @Override
        public void await() {}

        @Override
        public void close() {}
    }
}

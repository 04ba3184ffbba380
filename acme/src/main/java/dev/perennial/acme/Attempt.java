package dev.perennial.acme;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attempt to prove one identifier: its solvers in turn until one has its proof seen. For one thread at a time. */
final class Attempt {
    private static final int MAX_ANSWERS = 3;

    private final Authorization authorization;
    private final Patience patience;
    private final IssueListener listener;
    private final Proofs proofs;
    private final Deque<Solver> left;
    private @Nullable Solver solver;
    private @Nullable Challenge challenge;
    private Solver.@Nullable Proof proof;
    private String lastFailure;
    private int answers;

    Attempt(
            Authorization authorization,
            List<Solver> solvers,
            Patience patience,
            IssueListener listener,
            Proofs proofs) {
        this.authorization = authorization;
        this.patience = patience;
        this.listener = listener;
        this.proofs = proofs;
        this.left = new ArrayDeque<>(solvers);
        this.lastFailure = "none of the configured ways fits; the CA offers "
                + String.join(
                        ", ",
                        authorization.challenges().stream()
                                .map(Challenge::type)
                                .distinct()
                                .toList());
    }

    Authorization authorization() {
        return authorization;
    }

    /** Puts a proof in place, by the first solver left that can; false when there is none. */
    boolean present() throws InterruptedException {
        while (!left.isEmpty()) {
            Solver next = left.remove();
            Optional<Challenge> fitting = fitting(next);
            if (fitting.isPresent() && present(next, fitting.get())) {
                return true;
            }
        }
        return false;
    }

    /** Waits until the proof is seen, going on to the next solver when it is not; false when there is none left. */
    boolean await() throws InterruptedException {
        while (proof != null && solver != null) {
            try {
                proof.await();
                return true;
            } catch (SolverException e) {
                failed(solver, e);
                proofs.close(proof);
                proof = null;
                present();
            }
        }
        return false;
    }

    /** Tells the CA; false when it has been told as often as is decent. */
    boolean answer() throws AcmeException, InterruptedException {
        if (challenge == null || proof == null || ++answers > MAX_ANSWERS) {
            return false;
        }
        // An order gone on with may have been answered before: then it is being looked at already.
        if (challenge.status() == Challenge.Status.PENDING) {
            respond(challenge, proof.priorKey());
        }
        return true;
    }

    private void respond(Challenge pending, Optional<JwsKey> priorKey) throws AcmeException, InterruptedException {
        if (priorKey.isPresent()) {
            patience.session().respond(pending, authorization.ordered(), priorKey.get());
        } else {
            patience.session().respond(pending.url());
        }
    }

    /** The challenge answered, as it is in a newer snapshot of the authorization. */
    Optional<Challenge> current(Authorization newer) {
        Challenge mine = challenge;
        return mine == null ? Optional.empty() : newer.challenge(mine.type());
    }

    /** Why no proof stands. */
    FailedProof failure() {
        return new FailedProof(authorization.ordered(), solverName(), lastFailure, Optional.empty(), another());
    }

    /** What the CA said about the proof. */
    FailedProof failure(Problem problem) {
        return new FailedProof(
                authorization.ordered(), solverName(), problem.describe(), Optional.of(problem), another());
    }

    private Optional<Challenge> fitting(Solver candidate) {
        return authorization
                .challenge(candidate.challengeType())
                .filter(Attempt::open)
                .filter(candidate::canAnswer);
    }

    private boolean another() {
        return left.stream().anyMatch(candidate -> fitting(candidate).isPresent());
    }

    private String solverName() {
        return solver == null ? "" : solver.name();
    }

    private boolean present(Solver next, Challenge fitting) throws InterruptedException {
        solver = next;
        listener.proving(authorization.ordered(), next);
        try {
            AcmeSession session = patience.session();
            proof = next.present(new ProofRequest(
                    authorization.ordered(), fitting, session.key().thumbprint(), session.accountUrl()));
            proofs.add(proof);
            challenge = fitting;
            return true;
        } catch (SolverException e) {
            failed(next, e);
            return false;
        }
    }

    private void failed(Solver failing, SolverException e) {
        lastFailure = e.hint().isEmpty() ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + e.hint() + ")";
        listener.solverFailed(authorization.ordered(), failing, e);
    }

    private static boolean open(Challenge challenge) {
        return challenge.status() == Challenge.Status.PENDING || challenge.status() == Challenge.Status.PROCESSING;
    }
}

package dev.perennial.dns;

import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Proves by a TXT record (RFC 8555 §8.4, dns-account-01) that a {@link TxtChanger} puts in place.
 *
 * @param timeout until when all servers have to show the record
 */
record TxtSolver(
        String challengeType,
        TxtChanger changer,
        Delegation delegation,
        Propagation propagation,
        Check check,
        Duration timeout,
        People people)
        implements Solver {
    @Override
    public String name() {
        return challengeType + " " + changer.name();
    }

    @Override
    public boolean leavesTraces() {
        return true;
    }

    @Override
    public void withdraw(ProofRequest request) throws SolverException, InterruptedException {
        changer.remove(txt(request, delegation.locate(request.recordName(), check)));
    }

    private static TxtValue txt(ProofRequest request, Place place) {
        return new TxtValue(
                place.name(), place.zone(), request.keyAuthorization().dnsValue());
    }

    @Override
    public Proof present(ProofRequest request) throws SolverException, InterruptedException {
        Place place = delegation.locate(request.recordName(), check);
        TxtValue txt = txt(request, place);
        try {
            changer.add(txt);
        } catch (SolverException | InterruptedException e) {
            remove(txt, false);
            throw e;
        }
        return new TxtProof(place, txt);
    }

    /** Removes the value whether or not the thread is interrupted, and stays as interrupted as it was. */
    private void remove(TxtValue txt, boolean tell) {
        boolean interrupted = Thread.interrupted();
        try {
            changer.remove(txt);
        } catch (SolverException e) {
            if (tell) {
                people.instruct("cannot remove " + txt + ": " + e.getMessage() + "; it may be removed by hand");
            }
        } catch (InterruptedException e) {
            interrupted = true;
            people.instruct("interrupted while removing " + txt + "; it may be removed by hand");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class TxtProof implements Proof {
        private final Place place;
        private final TxtValue txt;
        private final AtomicBoolean closed = new AtomicBoolean();

        TxtProof(Place place, TxtValue txt) {
            this.place = place;
            this.txt = txt;
        }

        @Override
        public void await() throws SolverException, InterruptedException {
            if (check != Check.NONE) {
                propagation.await(place, values -> values.contains(txt.value()), timeout);
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                remove(txt, true);
            }
        }
    }
}

package dev.perennial.keeper.sim;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.DnsName;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.keeper.ChallengeLine;
import dev.perennial.keeper.SolverFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where proofs are put, and where CAs look for them: the host's web server and its zone. */
final class SimWeb {
    private final Map<String, String> proofs = new ConcurrentHashMap<>();
    /** Whether nothing can be put here: a server that does not reload, a zone that takes no update. */
    boolean broken;

    boolean shows(CaAuthorization authorization, String thumbprint) {
        String wanted = authorization.token + "." + thumbprint;
        return wanted.equals(proofs.get(authorization.domain() + " " + authorization.token));
    }

    /** Proofs of processes that died stay. */
    SolverFactory solvers(SimProcess process) {
        return line -> Optional.of(new SimSolver(line, process));
    }

    private final class SimSolver implements Solver {
        private final ChallengeLine line;
        private final SimProcess process;

        SimSolver(ChallengeLine line, SimProcess process) {
            this.line = line;
            this.process = process;
        }

        @Override
        public String name() {
            return line.toString();
        }

        @Override
        public String challengeType() {
            return line.type().equals(Challenge.DNS_01) ? Challenge.DNS_01 : Challenge.HTTP_01;
        }

        @Override
        public Proof present(ProofRequest request) throws SolverException {
            if (broken) {
                process.world.excuseOrders(process.entry(), "no proof could be put in place");
                throw new SolverException("the web server does not answer", "start it");
            }
            String domain = ((DnsName) request.identifier()).base().value();
            String token = request.challenge().token().orElseThrow();
            String place = domain + " " + token;
            proofs.put(place, token + "." + request.thumbprint());
            return new Proof() {
                @Override
                public void await() {}

                @Override
                public void close() {
                    if (process.isAlive()) {
                        proofs.remove(place);
                    }
                }
            };
        }
    }
}

package dev.perennial.devca.prove;

import dev.perennial.devca.dns.LookupException;
import dev.perennial.devca.dns.Resolver;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Decides about a claim: every view of the network is asked, the first must agree, and of the others nearly all. */
public final class Prover {
    private final Policy policy;
    private final Resolver resolver;
    private final ExecutorService threads;
    private final CaaTree caa;
    private final Map<String, Validator> validators;
    private volatile int blindViews;
    private volatile boolean attacking;

    public Prover(Policy policy, Resolver resolver, ExecutorService threads) {
        this.policy = policy;
        this.resolver = resolver;
        this.threads = threads;
        this.caa = new CaaTree(policy.caaIdentities());
        this.validators = Map.of(
                "http-01",
                Http01::check,
                "tls-alpn-01",
                TlsAlpn01::check,
                "dns-01",
                Dns01::check,
                "dns-account-01",
                Dns01::checkAccount,
                "dns-persist-01",
                new DnsPersist01(policy.caaIdentities()),
                PolicyBuilder.PRIOR_KEY,
                PriorKey01::check);
    }

    /** How many of the views, counted from the last, see nothing from now on. */
    public void setBlindViews(int count) {
        blindViews = count;
    }

    /** Whether solvers are attacked while their proofs are fetched. */
    public void setAttacking(boolean on) {
        attacking = on;
    }

    /** The problem with the claim, or nothing if it is proven and CAA allows it. */
    public Optional<Problem> check(Claim claim) {
        if (policy.alwaysValid()) {
            return Optional.empty();
        }
        int views = Math.max(1, policy.perspectives());
        List<Future<Optional<Problem>>> answers = new ArrayList<>();
        for (int i = 0; i < views; i++) {
            View view = view(i >= views - blindViews);
            answers.add(threads.submit(() -> look(claim, view)));
        }
        List<Problem> problems = new ArrayList<>();
        for (Future<Optional<Problem>> answer : answers) {
            Optional<Problem> problem = join(answer);
            if (problem.isPresent() && answer == answers.getFirst()) {
                return problem;
            }
            problem.ifPresent(problems::add);
        }
        int tolerated = views > 6 ? 2 : views > 2 ? 1 : 0;
        return problems.size() <= tolerated
                ? Optional.empty()
                : Optional.of(Problem.of(
                        problems.getFirst().type(),
                        "during secondary validation: " + problems.getFirst().detail()));
    }

    private Optional<Problem> look(Claim claim, View view) {
        try (SolverAttack attack = attacking ? SolverAttack.begin(claim, view) : SolverAttack.none()) {
            Validator validator = validators.get(claim.challenge().type());
            if (validator == null) {
                throw new IllegalStateException(
                        "no validator for " + claim.challenge().type());
            }
            validator.check(claim, view);
            caa.check(claim, view.resolver());
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.problem());
        }
    }

    private View view(boolean blind) {
        Resolver eyes = blind
                ? (name, type) -> {
                    throw new LookupException("no answer in time");
                }
                : resolver;
        return new View(eyes, policy.httpPort(), policy.tlsPort(), policy.validationTimeout());
    }

    private static Optional<Problem> join(Future<Optional<Problem>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Problem.of(ErrorType.serverInternal, "the server stopped during validation"));
        } catch (ExecutionException e) {
            return Optional.of(Problem.of(ErrorType.serverInternal, "validation failed: " + e.getCause()));
        }
    }
}

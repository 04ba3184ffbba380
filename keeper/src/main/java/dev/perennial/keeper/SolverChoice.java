package dev.perennial.keeper;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.DnsName;
import dev.perennial.acme.FailedProof;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import dev.perennial.acme.Solver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The solvers of a wish: for each identifier those whose {@code challenge:} line fits, in the order of the lines. A
 * solver whose proof the CA refused is struck out for that identifier, so that a further order tries the next line.
 */
final class SolverChoice {
    private record Candidate(ChallengeLine line, Solver solver) {}

    private record Refused(Identifier identifier, String solver) {}

    private final List<Candidate> candidates;
    private final Set<Refused> refused = new HashSet<>();

    private SolverChoice(List<Candidate> candidates) {
        this.candidates = candidates;
    }

    /** @throws KeeperException when a line has no solver, or a name has no line, before anything is sent */
    static SolverChoice of(Wish wish, List<SolverFactory> factories) throws KeeperException {
        List<Candidate> candidates = new ArrayList<>();
        for (ChallengeLine line : wish.challenges()) {
            candidates.add(new Candidate(line, make(line, factories)));
        }
        SolverChoice choice = new SolverChoice(candidates);
        for (Identifier identifier : wish.names()) {
            if (choice.solvers(identifier).isEmpty()) {
                throw new KeeperException(
                        "no challenge line fits " + identifier.value(), "add one: " + suggestion(identifier));
            }
        }
        return choice;
    }

    /** The solvers for an identifier, best first. */
    List<Solver> solvers(Identifier identifier) {
        return candidates.stream()
                .filter(c -> c.line().matches(identifier) && canProve(c.line().type(), identifier))
                .map(Candidate::solver)
                .filter(s -> !refused.contains(new Refused(identifier, s.name())))
                .toList();
    }

    /**
     * Strikes out what the CA refused.
     *
     * @return whether every failed identifier has another solver left
     */
    boolean strikeOut(List<FailedProof> failures) {
        for (FailedProof failure : failures) {
            refused.add(new Refused(failure.identifier(), failure.solver()));
        }
        return failures.stream().noneMatch(f -> solvers(f.identifier()).isEmpty());
    }

    boolean uses(String challengeType) {
        return candidates.stream().anyMatch(c -> c.line().type().equals(challengeType));
    }

    /** The same choice of solvers made into others, which have the same names. */
    SolverChoice each(Wrapping wrapping) {
        return new SolverChoice(candidates.stream()
                .map(c -> new Candidate(c.line(), wrapping.around(c.line(), c.solver())))
                .toList());
    }

    /** Makes a solver into another. */
    interface Wrapping {
        Solver around(ChallengeLine line, Solver solver);
    }

    static Solver make(ChallengeLine line, List<SolverFactory> factories) throws KeeperException {
        for (SolverFactory factory : factories) {
            Optional<Solver> solver = factory.create(line);
            if (solver.isPresent()) {
                return solver.get();
            }
        }
        throw new KeeperException(
                "nothing can solve \"" + line + "\"",
                "known are http-01, tls-alpn-01, dns-01, dns-account-01 and dns-persist-01; see docs/solvers.md");
    }

    /** RFC 8555 §8.3, RFC 8737 §3: no wildcards by http-01 and tls-alpn-01; RFC 8738 §4: no addresses by DNS. */
    private static boolean canProve(String type, Identifier identifier) {
        boolean web = type.equals(Challenge.HTTP_01) || type.equals(Challenge.TLS_ALPN_01);
        return switch (identifier) {
            case DnsName name -> !web || !name.wildcard();
            case IpAddress ignored -> web;
            case Identifier.Other ignored -> false;
        };
    }

    private static String suggestion(Identifier identifier) {
        return identifier instanceof DnsName name && name.wildcard()
                ? "a wildcard needs DNS, such as --challenge \"dns-01 manual\""
                : "such as --challenge \"http-01 listen=:80\"";
    }
}

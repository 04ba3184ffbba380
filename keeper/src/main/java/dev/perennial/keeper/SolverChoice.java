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
import java.util.stream.Stream;

/**
 * The solvers of a wish: for each identifier those whose {@code challenge:} line fits, in the order of the lines. A
 * solver whose proof the CA refused is struck out for that identifier, so that a further order tries the next line. After
 * all lines comes the key of an earlier certificate, which needs none.
 */
final class SolverChoice {
    private record Candidate(ChallengeLine line, Solver solver) {
        boolean fits(Identifier identifier) {
            return line.matches(identifier) && canProve(line.type(), identifier);
        }
    }

    private record Refused(Identifier identifier, String solver) {}

    private final List<Candidate> candidates;
    private final Solver last;
    private final Set<Refused> refused = new HashSet<>();

    private SolverChoice(List<Candidate> candidates, Solver last) {
        this.candidates = candidates;
        this.last = last;
    }

    /**
     * @param last for names that no line can prove, where the CA offers its challenge
     * @throws KeeperException when a line has no solver, or a name has no line, before anything is sent
     */
    static SolverChoice of(Wish wish, List<SolverFactory> factories, Solver last) throws KeeperException {
        List<Candidate> candidates = new ArrayList<>();
        for (ChallengeLine line : wish.challenges()) {
            candidates.add(new Candidate(line, make(line, factories)));
        }
        for (Identifier identifier : wish.names()) {
            if (candidates.stream().noneMatch(c -> c.fits(identifier))) {
                throw new KeeperException(
                        "no challenge line fits " + identifier.value(), "add one: " + suggestion(identifier));
            }
        }
        return new SolverChoice(candidates, last);
    }

    /** The solvers for an identifier, best first. */
    List<Solver> solvers(Identifier identifier) {
        Stream<Solver> configured =
                candidates.stream().filter(c -> c.fits(identifier)).map(Candidate::solver);
        Stream<Solver> unasked = canProve(last.challengeType(), identifier) ? Stream.of(last) : Stream.empty();
        return Stream.concat(configured, unasked)
                .filter(s -> !refused.contains(new Refused(identifier, s.name())))
                .toList();
    }

    /**
     * Strikes out what the CA refused.
     *
     * @return whether every failed identifier has another solver left, for a challenge that the CA offers
     */
    boolean strikeOut(List<FailedProof> failures) {
        for (FailedProof failure : failures) {
            refused.add(new Refused(failure.identifier(), failure.solver()));
        }
        return failures.stream().allMatch(FailedProof::another);
    }

    boolean uses(String challengeType) {
        return candidates.stream().anyMatch(c -> c.line().type().equals(challengeType));
    }

    /** The same choice, with the solvers of the lines made into others, which have the same names. */
    SolverChoice each(Wrapping wrapping) {
        List<Candidate> wrapped = candidates.stream()
                .map(c -> new Candidate(c.line(), wrapping.around(c.line(), c.solver())))
                .toList();
        return new SolverChoice(wrapped, last);
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

    /**
     * RFC 8555 §8.3, RFC 8737 §3: no wildcards by http-01 and tls-alpn-01; RFC 8738 §4: no addresses by DNS. An earlier
     * key proves plain names.
     */
    private static boolean canProve(String type, Identifier identifier) {
        boolean web = type.equals(Challenge.HTTP_01) || type.equals(Challenge.TLS_ALPN_01);
        return switch (identifier) {
            case DnsName name -> !name.wildcard() || !web && !type.equals(Challenge.PRIOR_KEY_01);
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

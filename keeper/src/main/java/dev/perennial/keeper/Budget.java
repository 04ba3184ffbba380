package dev.perennial.keeper;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of one due certificate after the other whether the CA's limits allow it, each time as if those before had been
 * obtained.
 */
final class Budget {
    private final Ledger ledger;
    private final CaDirectory authorities;
    private final Instant now;

    /** @param ledger is not changed */
    Budget(Ledger ledger, CaDirectory authorities, Instant now) {
        this.ledger = ledger.copy();
        this.authorities = authorities;
        this.now = now;
    }

    /** The step with its cost, or held back. */
    Step afford(Step.Obtain step, CertificateNotes notes) {
        Optional<Step.Hold> held = held(step, notes);
        if (held.isPresent()) {
            return held.get();
        }
        Optional<Demand> demand = demand(step, notes);
        return demand.isEmpty() ? step : new Step.Obtain(step.name(), step.reason(), step.entry(), cost(demand.get()));
    }

    /** The step held back; empty when nothing does that. */
    Optional<Step.Hold> held(Step.Obtain step, CertificateNotes notes) {
        Optional<Demand> demand = demand(step, notes);
        return demand.flatMap(d -> ledger.obstacle(d, now))
                .map(obstacle -> new Step.Hold(
                        step.name(),
                        "next try " + Times.when(obstacle.until(), now) + ", because "
                                + because(authorities, demand.get().ca(), obstacle)
                                + (obstacle.paused()
                                        ? "; perennial resume " + step.name() + " shows where to lift that"
                                        : "")
                                + (step.reason().isEmpty() ? "" : "; " + step.reason()),
                        step.entry(),
                        obstacle.until(),
                        notes.lastFailure()));
    }

    /** Empty when there is no such CA: whoever carries the step out will say so. */
    private Optional<Demand> demand(Step.Obtain step, CertificateNotes notes) {
        try {
            return Optional.of(Demand.of(step.entry(), notes, authorities, now));
        } catch (KeeperException e) {
            return Optional.empty();
        }
    }

    /** Such as {@code Let's Encrypt asked to wait}. */
    static String because(CaDirectory authorities, URI ca, Ledger.Obstacle obstacle) {
        String label = authorities.byUrl(ca).map(CertificateAuthority::name).orElse(ca.getHost());
        return label + " " + obstacle.reason();
    }

    private Cost cost(Demand demand) {
        List<Cost.Charge> charges = new ArrayList<>();
        for (Demand.Token token : tokens(demand)) {
            RateLimit limit = token.limit();
            charges.add(new Cost.Charge(
                    limit.kind().word(),
                    limit.kind().text(token.subject()),
                    ledger.left(demand, token, now),
                    limit.burst(),
                    limit.refill()));
        }
        ledger.take(demand, tokens(demand), now);
        return new Cost(demand.free() && !demand.limits().isEmpty(), charges);
    }

    private static List<Demand.Token> tokens(Demand demand) {
        if (demand.free()) {
            return List.of();
        }
        List<Demand.Token> tokens = new ArrayList<>(demand.atOrder());
        tokens.addAll(demand.atIssue());
        return tokens;
    }
}

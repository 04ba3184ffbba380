package dev.perennial.devca.acme;

import dev.perennial.devca.issue.Authority;
import dev.perennial.devca.limit.TokenBuckets;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.prove.Prover;
import dev.perennial.devca.state.Store;
import dev.perennial.devca.time.VirtualClock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;

/** What all resources share. */
public record Realm(
        Site site,
        Policy policy,
        Store store,
        Authority authority,
        VirtualClock clock,
        TokenBuckets limits,
        Prover prover,
        Chance chance,
        Terms terms,
        Renewals renewals,
        ExecutorService threads) {

    Instant now() {
        return clock.instant();
    }
}

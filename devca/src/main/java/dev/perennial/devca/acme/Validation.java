package dev.perennial.devca.acme;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.policy.PolicyBuilder;
import dev.perennial.devca.prove.Claim;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.state.Authorization;
import dev.perennial.devca.state.Challenge;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs a validation in the background and writes its outcome into the authorization. No lock is held meanwhile. */
final class Validation {
    /** Kinds of failure that another try may cure. */
    private static final Set<ErrorType> TRANSIENT = Set.of(ErrorType.connection, ErrorType.dns, ErrorType.tls);

    private static final Duration SHORTEST_VALIDITY = Duration.ofHours(1);

    private final Realm realm;

    Validation(Realm realm) {
        this.realm = realm;
    }

    /** Goes on with challenges that were being validated when the server died, where the response was empty. */
    void resume() {
        for (Authorization authorization : realm.store().authorizations().all()) {
            Account account = realm.store().accounts().get(authorization.account());
            authorization.challenges().stream()
                    .filter(challenge -> challenge.status() == Challenge.Status.processing)
                    .filter(challenge -> !challenge.type().equals(PolicyBuilder.PRIOR_KEY))
                    .forEach(challenge -> realm.threads()
                            .execute(() -> run(authorization, challenge.id(), account, new Members(Map.of()))));
        }
    }

    void run(Authorization authorization, String id, Account account, Members response) {
        Claim claim = new Claim(
                authorization.identifier(),
                authorization.wildcard(),
                PriorKeys.current(realm, authorization.identifier(), authorization.challenge(id)),
                account.key(),
                realm.site().account(account.id()),
                realm.site().challenge(authorization.id(), id),
                response,
                realm.now());
        Optional<Problem> problem = realm.prover().check(claim);
        if (problem.isEmpty()) {
            succeed(authorization, id);
        } else {
            fail(authorization, id, problem.get());
        }
    }

    private void succeed(Authorization authorization, String id) {
        Duration reuse = realm.policy().authzReuse();
        Duration lifetime = reuse.compareTo(SHORTEST_VALIDITY) > 0 ? reuse : SHORTEST_VALIDITY;
        Authorization changed = realm.store().authorizations().update(authorization.id(), old -> {
            Authorization proven = old.with(old.challenge(id).valid(realm.now()));
            // Deactivated meanwhile stays deactivated.
            return old.stored() == Authorization.Status.pending
                    ? proven.withStatus(Authorization.Status.valid)
                            .withExpires(realm.now().plus(lifetime))
                    : old;
        });
        if (changed.stored() == Authorization.Status.valid) {
            realm.store().nowValid(changed);
        }
        Limits.succeeded(realm, authorization.account(), authorization.identifier());
    }

    private void fail(Authorization authorization, String id, Problem problem) {
        boolean again = realm.policy().challengeRetry() && TRANSIENT.contains(problem.type());
        realm.store().authorizations().update(authorization.id(), old -> {
            if (old.stored() != Authorization.Status.pending) {
                return old;
            }
            Challenge.Status then = again ? Challenge.Status.pending : Challenge.Status.invalid;
            Authorization changed = old.with(old.challenge(id).failed(then, problem));
            return again ? changed : changed.withStatus(Authorization.Status.invalid);
        });
        Limits.failed(realm, authorization.account(), authorization.identifier());
    }
}

package dev.perennial.devca.acme;

import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.state.Authorization;
import dev.perennial.devca.state.Challenge;
import dev.perennial.devca.wire.Identifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes authorizations with the challenges that fit, or finds one that is still good. */
final class Authorizations {
    private static final Set<String> FOR_ADDRESSES = Set.of("http-01", "tls-alpn-01");
    private static final Set<String> FOR_WILDCARDS = Set.of("dns-01", "dns-account-01", "dns-persist-01");
    private static final Set<String> FOR_NAMES =
            Set.of("http-01", "tls-alpn-01", "dns-01", "dns-account-01", "dns-persist-01", PolicyBuilder.PRIOR_KEY);

    private final Realm realm;

    Authorizations(Realm realm) {
        this.realm = realm;
    }

    /** The account's valid authorization for an identifier, if there is one at this time. */
    Optional<Authorization> valid(String account, Identifier identifier) {
        return realm.store()
                .lastValid(account, identifier)
                .filter(found -> found.status(realm.now()) == Authorization.Status.valid);
    }

    Authorization findOrCreate(Account account, Identifier identifier) {
        Optional<Authorization> reusable =
                realm.policy().authzReuse().isZero() ? Optional.empty() : valid(account.id(), identifier);
        return reusable.orElseGet(() -> create(account, identifier));
    }

    private Authorization create(Account account, Identifier identifier) {
        Instant expires = realm.now().plus(realm.policy().pendingLifetime());
        Authorization fresh = new Authorization(
                Ids.fresh(),
                account.id(),
                identifier.base(),
                identifier.isWildcard(),
                Authorization.Status.pending,
                expires,
                challenges(account, identifier));
        realm.store().authorizations().add(fresh);
        return fresh;
    }

    private List<Challenge> challenges(Account account, Identifier identifier) {
        Policy policy = realm.policy();
        Set<String> fitting = !identifier.isDns() ? FOR_ADDRESSES : identifier.isWildcard() ? FOR_WILDCARDS : FOR_NAMES;
        List<Challenge> challenges = new ArrayList<>();
        for (String type : fitting.stream()
                .filter(policy.challengeTypes()::contains)
                .sorted()
                .toList()) {
            String id = Integer.toString(challenges.size());
            switch (type) {
                case "dns-persist-01" -> challenges.add(Challenge.fresh(id, type, null, persistMembers(account)));
                case PolicyBuilder.PRIOR_KEY -> {
                    List<String> keys = PriorKeys.of(realm, identifier);
                    if (!keys.isEmpty()) {
                        challenges.add(Challenge.fresh(id, type, Ids.fresh(), Map.of("keys", keys)));
                    }
                }
                default -> challenges.add(Challenge.fresh(id, type, Ids.fresh(), Map.of()));
            }
        }
        return challenges;
    }

    private Map<String, Object> persistMembers(Account account) {
        return Map.of(
                "issuer-domain-names",
                realm.policy().caaIdentities(),
                "accounturi",
                realm.site().account(account.id()));
    }
}

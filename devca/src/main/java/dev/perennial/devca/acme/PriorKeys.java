package dev.perennial.devca.acme;

import dev.perennial.devca.policy.PolicyBuilder;
import dev.perennial.devca.state.Challenge;
import dev.perennial.devca.state.IssuedCertificate;
import dev.perennial.devca.wire.Identifier;
import java.util.List;
import java.util.Map;

/** The keys that may answer x-prior-key-01 for a name: of certificates for it, unless revoked or known to be stolen. */
final class PriorKeys {
    private PriorKeys() {}

    static List<String> of(Realm realm, Identifier identifier) {
        return realm.store().certificatesFor(identifier.value()).stream()
                .filter(certificate -> certificate.revoked() == null)
                .map(IssuedCertificate::keyHash)
                .filter(key -> !realm.store().isMarked(RevokeResource.COMPROMISED + key))
                .distinct()
                .toList();
    }

    /** A challenge as it is to be judged now: a key may have been lost since it was offered. */
    static Challenge current(Realm realm, Identifier identifier, Challenge offered) {
        return offered.type().equals(PolicyBuilder.PRIOR_KEY)
                ? offered.with(Map.of("keys", of(realm, identifier)))
                : offered;
    }
}

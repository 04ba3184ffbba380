package dev.perennial.keeper.sim;

import java.time.Instant;
import java.util.Optional;

/** An authorization at the simulated CA, which may serve several orders. */
final class CaAuthorization {
    final int number;
    final CaAccount account;
    /** As ordered: with a star for a wildcard. */
    final String name;

    final String token;
    final Instant expires;
    String status = "pending";
    Optional<String> error = Optional.empty();

    CaAuthorization(int number, CaAccount account, String name, String token, Instant expires) {
        this.number = number;
        this.account = account;
        this.name = name;
        this.token = token;
        this.expires = expires;
    }

    boolean isWildcard() {
        return name.startsWith("*.");
    }

    String domain() {
        return isWildcard() ? name.substring(2) : name;
    }
}

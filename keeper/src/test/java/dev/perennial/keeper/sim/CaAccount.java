package dev.perennial.keeper.sim;

import java.util.HashMap;
import java.util.Map;

/** An account at the simulated CA. */
final class CaAccount {
    final String url;
    JwsMessage.Key key;
    boolean agreed = true;
    boolean deactivated;
    /** Authorizations that stand, by name. */
    final Map<String, CaAuthorization> valid = new HashMap<>();

    CaAccount(String url, JwsMessage.Key key) {
        this.url = url;
        this.key = key;
    }
}

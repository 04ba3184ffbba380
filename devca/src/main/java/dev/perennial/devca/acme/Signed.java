package dev.perennial.devca.acme;

import dev.perennial.devca.jose.FlattenedJws;
import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.wire.Refusal;
import java.util.Optional;

/** A request whose signature, URL and nonce are good. */
record Signed(FlattenedJws jws, Jwk key, Optional<Account> maybeAccount) {

    /** The account that signed, where the resource takes no other signatures. */
    Account account() {
        return maybeAccount.orElseThrow(() -> new IllegalStateException("signed by no account"));
    }

    Members json() {
        return jws.json();
    }

    /** Checks that the request is a POST-as-GET (RFC 8555 §6.3). */
    void postAsGet() {
        if (!jws.isPostAsGet()) {
            throw Refusal.malformed("the payload must be empty: this resource can only be read");
        }
    }
}

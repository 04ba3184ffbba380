package dev.perennial.devca.acme;

import dev.perennial.devca.wire.Reply;
import java.util.function.Function;

/** What a resource does, and whose signature it takes. */
record Endpoint(Signer signer, Function<Call, Reply> action) {

    /** Who may sign (RFC 8555 §6.2). */
    enum Signer {
        NOBODY,
        /** A key, by {@code jwk}. */
        KEY,
        /** An account, by {@code kid}. */
        ACCOUNT,
        EITHER
    }

    static Endpoint open(Function<Call, Reply> action) {
        return new Endpoint(Signer.NOBODY, action);
    }

    static Endpoint account(Function<Call, Reply> action) {
        return new Endpoint(Signer.ACCOUNT, action);
    }
}

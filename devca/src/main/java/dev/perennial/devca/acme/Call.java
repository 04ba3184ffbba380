package dev.perennial.devca.acme;

import dev.perennial.devca.wire.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that found its resource and passed the gate. */
record Call(Request request, List<String> ids, @Nullable Signed maybeSigned) {

    String id() {
        return ids.getFirst();
    }

    Signed signed() {
        if (maybeSigned == null) {
            throw new IllegalStateException("not a signed request");
        }
        return maybeSigned;
    }
}

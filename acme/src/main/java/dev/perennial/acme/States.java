package dev.perennial.acme;

import dev.perennial.acme.json.JsonFormatException;

/** What is said about a {@code status} that RFC 8555 §7.1.6 does not know. */
final class States {
    private States() {}

    static JsonFormatException unknown(String status) {
        return new JsonFormatException("unknown status \"" + ServerText.clean(status, 40) + "\"");
    }
}

package dev.perennial.acme;

import java.nio.charset.StandardCharsets;

/** Names and addresses: what is accepted is in its one spelling, and reads as itself. */
public final class NamesFuzz {
    private NamesFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Identifier identifier;
        try {
            identifier = Identifier.parse(new String(data, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return;
        }
        if (!Identifier.parse(identifier.value()).equals(identifier)) {
            throw new IllegalStateException("another name the second time: " + identifier.value());
        }
        if (!identifier.value().chars().allMatch(c -> c > ' ' && c < 127 && c != '/' && c != '\\' && c != '%')) {
            throw new IllegalStateException("no name: " + identifier.value());
        }
    }
}

package dev.perennial.devca.wire;

import java.util.Map;

/** What a certificate is for (RFC 8555 §9.7.7): a DNS name, possibly a wildcard, or an IP address (RFC 8738). */
public record Identifier(String type, String value) {

    public static Identifier dns(String name) {
        return new Identifier("dns", name);
    }

    public static Identifier ip(String address) {
        return new Identifier("ip", address);
    }

    public boolean isDns() {
        return type.equals("dns");
    }

    public boolean isWildcard() {
        return isDns() && value.startsWith("*.");
    }

    /** The identifier an authorization is about: a wildcard's base. */
    public Identifier base() {
        return isWildcard() ? dns(value.substring(2)) : this;
    }

    public Map<String, Object> toJson() {
        return Map.of("type", type, "value", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.perennial.devca.state;

import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.json.Members;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account (RFC 8555 §7.1.2).
 *
 * @param terms the terms of service agreed to, by their URL
 * @param binding the external account it is bound to, as sent
 */
public record Account(
        String id,
        Status status,
        List<String> contacts,
        Jwk key,
        @Nullable String terms,
        @Nullable Map<String, Object> binding)
        implements Stored {

    /** RFC 8555 §7.1.6. */
    public enum Status {
        valid,
        deactivated,
        revoked
    }

    public Account {
        contacts = List.copyOf(contacts);
    }

    public Account withStatus(Status other) {
        return new Account(id, other, contacts, key, terms, binding);
    }

    public Account withContacts(List<String> other) {
        return new Account(id, status, other, key, terms, binding);
    }

    public Account withKey(Jwk other) {
        return new Account(id, status, contacts, other, terms, binding);
    }

    public Account withTerms(String other) {
        return new Account(id, status, contacts, key, other, binding);
    }

    @Override
    public Map<String, Object> toRecord() {
        return new Fields()
                .put("id", id)
                .put("status", status)
                .put("contacts", contacts)
                .put("key", key.members())
                .put("terms", terms)
                .put("binding", binding)
                .map();
    }

    static Account fromRecord(Members record) {
        return new Account(
                record.requiredString("id"),
                Status.valueOf(record.requiredString("status")),
                record.strings("contacts").orElse(List.of()),
                Jwk.parse(record.object("key").orElseThrow()),
                record.string("terms").orElse(null),
                record.object("binding").map(Members::map).orElse(null));
    }
}

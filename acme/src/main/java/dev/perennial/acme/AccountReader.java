package dev.perennial.acme;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an account (RFC 8555 §7.1.2). */
final class AccountReader {
    private static final int MAX_CONTACTS = 20;

    private AccountReader() {}

    static Account read(Answer answer, URI url, UrlPolicy urls) throws AcmeException.Broken {
        try {
            JsonObject json = answer.json();
            Optional<String> orders = json.string("orders");
            return new Account(
                    url,
                    status(json.requireString("status")),
                    contacts(json),
                    json.bool("termsOfServiceAgreed").orElse(false),
                    orders.isEmpty()
                            ? Optional.empty()
                            : Optional.of(urls.check(orders.get(), answer.what() + ": member \"orders\"")),
                    answer.status() == 201);
        } catch (JsonFormatException e) {
            throw answer.broken(e);
        }
    }

    private static Account.Status status(String text) throws JsonFormatException {
        return switch (text) {
            case "valid" -> Account.Status.VALID;
            case "deactivated" -> Account.Status.DEACTIVATED;
            case "revoked" -> Account.Status.REVOKED;
            default -> throw States.unknown(text);
        };
    }

    /** Contacts are only shown: those that cannot be are left out. */
    private static List<URI> contacts(JsonObject json) throws JsonFormatException {
        List<URI> contacts = new ArrayList<>();
        for (String text : json.strings("contact")) {
            if (contacts.size() < MAX_CONTACTS && ServerText.clean(text, 512).equals(text)) {
                try {
                    contacts.add(new URI(text));
                } catch (URISyntaxException e) {
                    // Nothing depends on it.
                }
            }
        }
        return contacts;
    }
}

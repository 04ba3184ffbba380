package dev.perennial.devca.acme;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.util.List;
import java.util.Optional;

/** Ways to reach the holder of an account (RFC 8555 §7.3): e-mail addresses, one per URL, without header fields. */
final class Contacts {
    private static final int MOST = 5;

    private Contacts() {}

    static Optional<List<String>> read(Members json) {
        Optional<List<String>> contacts = json.strings("contact");
        contacts.ifPresent(list -> {
            if (list.size() > MOST) {
                throw new Refusal(ErrorType.invalidContact, "more than " + MOST + " contacts");
            }
            list.forEach(Contacts::check);
        });
        return contacts;
    }

    private static void check(String contact) {
        if (!contact.startsWith("mailto:")) {
            throw new Refusal(ErrorType.unsupportedContact, "contacts must be mailto: URLs");
        }
        String address = contact.substring("mailto:".length());
        if (address.contains("?") || address.contains(",")) {
            throw new Refusal(ErrorType.invalidContact, "a contact holds one address and no header fields");
        }
        if (!address.matches("[\\x21-\\x7e&&[^@\"<>()]]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
            throw new Refusal(ErrorType.invalidContact, "a contact is no e-mail address");
        }
    }
}

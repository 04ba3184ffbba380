package dev.perennial.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Where the CA reaches people. */
final class ContactOption {
    List<String> contacts = new ArrayList<>();

    void declare(Syntax syntax) {
        syntax.options(
                "--contact",
                "CONTACT",
                "an e-mail address or a URI; repeatable; else the account's own address",
                contacts::add);
    }

    List<URI> uris(String email) throws UsageException {
        List<URI> uris = new ArrayList<>();
        for (String contact : contacts.isEmpty() ? List.of(email) : contacts) {
            try {
                uris.add(contact.indexOf(':') > 0 ? new URI(contact) : new URI("mailto", contact, null));
            } catch (URISyntaxException e) {
                throw new UsageException("--contact: \"" + contact + "\" is neither an e-mail address nor a URI", "");
            }
        }
        return uris;
    }
}

package dev.perennial.acme;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an order (RFC 8555 §7.1.3) and refuses one that cannot be: unknown state, or a state that lacks what it needs. */
final class OrderReader {
    private static final int MAX_AUTHORIZATIONS = 1000;

    private final Answer answer;
    private final UrlPolicy urls;

    private OrderReader(Answer answer, UrlPolicy urls) {
        this.answer = answer;
        this.urls = urls;
    }

    static Order read(Answer answer, URI url, UrlPolicy urls) throws AcmeException.Broken {
        try {
            return new OrderReader(answer, urls).read(answer.json(), url);
        } catch (JsonFormatException e) {
            throw answer.broken(e);
        }
    }

    private Order read(JsonObject json, URI url) throws JsonFormatException, AcmeException.Broken {
        Order order = new Order(
                url,
                status(json.requireString("status")),
                json.instant("expires"),
                Identifiers.readAll(json, "identifiers"),
                json.instant("notBefore"),
                json.instant("notAfter"),
                json.object("error").map(error -> Problems.of(error, 0)),
                authorizations(json),
                checked(json.requireString("finalize"), "finalize"),
                certificate(json),
                json.string("profile").map(name -> ServerText.clean(name, 128)),
                json.string("replaces").map(id -> ServerText.clean(id, 256)),
                answer.retryAt());
        if (order.status() == Order.Status.PENDING && order.authorizations().isEmpty()) {
            throw new JsonFormatException("pending without authorizations");
        }
        if (order.status() == Order.Status.VALID && order.certificate().isEmpty()) {
            throw new JsonFormatException("valid without a certificate URL");
        }
        return order;
    }

    private List<URI> authorizations(JsonObject json) throws JsonFormatException, AcmeException.Broken {
        List<String> texts = json.strings("authorizations");
        if (texts.size() > MAX_AUTHORIZATIONS) {
            throw new JsonFormatException("more than " + MAX_AUTHORIZATIONS + " authorizations");
        }
        List<URI> authorizations = new ArrayList<>();
        for (String text : texts) {
            authorizations.add(checked(text, "authorizations"));
        }
        return authorizations.stream().distinct().toList();
    }

    private Optional<URI> certificate(JsonObject json) throws JsonFormatException, AcmeException.Broken {
        Optional<String> text = json.string("certificate");
        return text.isEmpty() ? Optional.empty() : Optional.of(checked(text.get(), "certificate"));
    }

    private URI checked(String text, String member) throws AcmeException.Broken {
        return urls.check(text, answer.what() + ": member \"" + member + "\"");
    }

    private static Order.Status status(String text) throws JsonFormatException {
        return switch (text) {
            case "pending" -> Order.Status.PENDING;
            case "ready" -> Order.Status.READY;
            case "processing" -> Order.Status.PROCESSING;
            case "valid" -> Order.Status.VALID;
            case "invalid" -> Order.Status.INVALID;
            default -> throw States.unknown(text);
        };
    }
}

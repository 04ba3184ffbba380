package dev.perennial.dns;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.KeyAuthorization;
import dev.perennial.acme.ProofRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Requests for proofs, as an order would make them. */
final class Requests {
    static final URI ACCOUNT = URI.create("https://ca.test/account/1");
    private static final String THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

    private Requests() {}

    static ProofRequest dns01(String identifier, String letter) {
        return request(identifier, Challenge.DNS_01, Optional.of(letter.repeat(22)), List.of(), Optional.empty());
    }

    static ProofRequest persist(String identifier, List<String> issuers, Optional<URI> account) {
        return request(identifier, Challenge.DNS_PERSIST_01, Optional.empty(), issuers, account);
    }

    static ProofRequest request(
            String identifier, String type, Optional<String> token, List<String> issuers, Optional<URI> account) {
        Challenge challenge = new Challenge(
                type,
                URI.create("https://ca.test/challenge/1"),
                Challenge.Status.PENDING,
                Optional.empty(),
                Optional.empty(),
                token,
                issuers,
                account,
                List.of());
        return new ProofRequest(Identifier.parse(identifier), challenge, THUMBPRINT, ACCOUNT);
    }

    /** The TXT value that {@link #dns01} asks for with the same letter. */
    static String value(String letter) {
        return new KeyAuthorization(letter.repeat(22), THUMBPRINT).dnsValue();
    }
}

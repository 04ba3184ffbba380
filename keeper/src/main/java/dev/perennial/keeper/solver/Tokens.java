package dev.perennial.keeper.solver;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.KeyAuthorization;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.SolverException;
import java.util.regex.Pattern;

/** Checks, once more, what becomes a file's name or a key in a table: a token comes from the server. */
final class Tokens {
    /** RFC 8555 §8.3: base64url of at least 128 bits. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22,256}");

    private Tokens() {}

    /** @throws SolverException when the token is missing or wrong, or the name is a wildcard, which only DNS can prove */
    static KeyAuthorization checked(ProofRequest request) throws SolverException {
        if (request.identifier() instanceof DnsName name && name.wildcard()) {
            throw new SolverException(
                    request.challenge().type() + " cannot prove the wildcard " + name.value(),
                    "use a dns-01 challenge for it");
        }
        String token = request.challenge().token().orElse("");
        if (!TOKEN.matcher(token).matches()) {
            throw new SolverException("the CA's challenge has no usable token", "this is a mistake of the CA");
        }
        return request.keyAuthorization();
    }
}

package dev.perennial.acme;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CA's directory (RFC 8555 §7.1.1) with what its {@code meta} says.
 *
 * @param url where it was read, query included
 * @param profiles names of certificate profiles with their descriptions, in the server's order (draft-ietf-acme-profiles)
 * @param caaIdentities host names the CA knows itself by in CAA records
 */
public record Directory(
        URI url,
        URI newNonce,
        URI newAccount,
        URI newOrder,
        Optional<URI> newAuthz,
        URI revokeCert,
        Optional<URI> keyChange,
        Optional<URI> renewalInfo,
        Optional<URI> termsOfService,
        Optional<URI> website,
        List<String> caaIdentities,
        boolean externalAccountRequired,
        Map<String, String> profiles) {}

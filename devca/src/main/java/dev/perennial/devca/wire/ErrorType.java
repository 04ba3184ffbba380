package dev.perennial.devca.wire;

/** The error types this server sends (RFC 8555 §6.7, RFC 9773, profiles draft), with their usual HTTP status. */
public enum ErrorType {
    accountDoesNotExist(400),
    alreadyReplaced(409),
    alreadyRevoked(400),
    badCSR(400),
    badNonce(400),
    badPublicKey(400),
    badRevocationReason(400),
    badSignatureAlgorithm(400),
    caa(403),
    compound(400),
    connection(400),
    dns(400),
    externalAccountRequired(403),
    incorrectResponse(403),
    invalidContact(400),
    invalidProfile(400),
    malformed(400),
    orderNotReady(403),
    rateLimited(429),
    rejectedIdentifier(400),
    serverInternal(500),
    tls(400),
    unauthorized(403),
    unsupportedContact(400),
    unsupportedIdentifier(400),
    userActionRequired(403);

    private static final String PREFIX = "urn:ietf:params:acme:error:";
    private final int status;

    ErrorType(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String urn() {
        return PREFIX + name();
    }

    static ErrorType ofUrn(String urn) {
        return valueOf(urn.substring(PREFIX.length()));
    }
}

package dev.perennial.acme;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The type of a problem document. {@link Known} lists the types registered under {@code urn:ietf:params:acme:error:} and
 * the few unregistered ones that CAs really send; any other type is kept as {@link Unknown}.
 */
public sealed interface ErrorType {
    String PREFIX = "urn:ietf:params:acme:error:";

    /** The type as the server sent it. */
    String uri();

    Reaction reaction();

    /** Compares the whole string, as RFC 8555 §6.7 wants; {@code about:blank} and v1 types are unknown. */
    static ErrorType of(String uri) {
        Known known = Known.BY_URI.get(uri);
        return known != null ? known : new Unknown(uri);
    }

    /** A type nobody registered, or none at all: only the HTTP status tells something. */
    record Unknown(String uri) implements ErrorType {
        @Override
        public Reaction reaction() {
            return Reaction.GIVE_UP;
        }
    }

    /** RFC 8555 §6.7 in its order, then the extensions by document. */
    enum Known implements ErrorType {
        ACCOUNT_DOES_NOT_EXIST("accountDoesNotExist", Reaction.FIND_ACCOUNT),
        ALREADY_REVOKED("alreadyRevoked", Reaction.SUCCESS),
        BAD_CSR("badCSR", Reaction.GIVE_UP),
        BAD_NONCE("badNonce", Reaction.FRESH_NONCE),
        BAD_PUBLIC_KEY("badPublicKey", Reaction.GIVE_UP),
        BAD_REVOCATION_REASON("badRevocationReason", Reaction.GIVE_UP),
        BAD_SIGNATURE_ALGORITHM("badSignatureAlgorithm", Reaction.GIVE_UP),
        CAA("caa", Reaction.NEW_ORDER_LATER),
        COMPOUND("compound", Reaction.LOOK_INSIDE),
        CONNECTION("connection", Reaction.NEW_ORDER_LATER),
        DNS("dns", Reaction.NEW_ORDER_LATER),
        EXTERNAL_ACCOUNT_REQUIRED("externalAccountRequired", Reaction.GIVE_UP),
        INCORRECT_RESPONSE("incorrectResponse", Reaction.NEW_ORDER_LATER),
        INVALID_CONTACT("invalidContact", Reaction.GIVE_UP),
        MALFORMED("malformed", Reaction.GIVE_UP),
        ORDER_NOT_READY("orderNotReady", Reaction.REREAD_ORDER),
        RATE_LIMITED("rateLimited", Reaction.DEFER),
        REJECTED_IDENTIFIER("rejectedIdentifier", Reaction.GIVE_UP),
        SERVER_INTERNAL("serverInternal", Reaction.SAME_AGAIN_LATER),
        TLS("tls", Reaction.NEW_ORDER_LATER),
        UNAUTHORIZED("unauthorized", Reaction.NEW_ORDER_LATER),
        UNSUPPORTED_CONTACT("unsupportedContact", Reaction.GIVE_UP),
        UNSUPPORTED_IDENTIFIER("unsupportedIdentifier", Reaction.GIVE_UP),
        USER_ACTION_REQUIRED("userActionRequired", Reaction.ASK_PERSON),
        /** RFC 8739 §6. */
        AUTO_RENEWAL_CANCELED("autoRenewalCanceled", Reaction.GIVE_UP),
        AUTO_RENEWAL_EXPIRED("autoRenewalExpired", Reaction.GIVE_UP),
        AUTO_RENEWAL_CANCELLATION_INVALID("autoRenewalCancellationInvalid", Reaction.GIVE_UP),
        AUTO_RENEWAL_REVOCATION_NOT_SUPPORTED("autoRenewalRevocationNotSupported", Reaction.GIVE_UP),
        /** RFC 9115. */
        UNKNOWN_DELEGATION("unknownDelegation", Reaction.GIVE_UP),
        /** RFC 9773 §7.4. */
        ALREADY_REPLACED("alreadyReplaced", Reaction.WITHOUT_REPLACES),
        /** RFC 9799. */
        ONION_CAA_REQUIRED("onionCAARequired", Reaction.GIVE_UP),
        /** draft-ietf-acme-profiles. */
        INVALID_PROFILE("invalidProfile", Reaction.GIVE_UP),
        /** draft-ietf-acme-device-attest. */
        BAD_ATTESTATION_STATEMENT("badAttestationStatement", Reaction.GIVE_UP),
        /** Sent by Boulder for a second answer to a challenge it is validating. */
        CONFLICT("conflict", Reaction.REREAD_ORDER),
        /** Sent by step-ca for what it does not offer. */
        NOT_IMPLEMENTED("notImplemented", Reaction.GIVE_UP);

        private static final Map<String, Known> BY_URI =
                Arrays.stream(values()).collect(Collectors.toMap(Known::uri, Function.identity()));

        private final String name;
        private final Reaction reaction;

        Known(String name, Reaction reaction) {
            this.name = name;
            this.reaction = reaction;
        }

        @Override
        public String uri() {
            return PREFIX + name;
        }

        @Override
        public Reaction reaction() {
            return reaction;
        }
    }
}

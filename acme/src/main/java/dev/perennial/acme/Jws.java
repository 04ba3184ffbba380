package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed requests: the flattened JSON serialization of a JWS (RFC 7515 §7.2.2) with everything in the protected header, as
 * RFC 8555 §6.2 wants it. Payloads are JSON texts; the empty one makes a POST-as-GET (§6.3).
 */
final class Jws {
    private Jws() {}

    /** A request that carries its own key: newAccount, and revokeCert by the certificate's key. */
    static byte[] withKey(JwsKey key, URI url, String nonce, String payload) {
        Map<String, Object> header = header(key.algorithm(), url);
        header.put("nonce", nonce);
        header.put("jwk", key.jwk());
        return text(signed(key, header, payload));
    }

    /** A request of an account, named by the URL the server gave it. */
    static byte[] withKid(JwsKey key, URI kid, URI url, String nonce, String payload) {
        Map<String, Object> header = header(key.algorithm(), url);
        header.put("nonce", nonce);
        header.put("kid", kid.toString());
        return text(signed(key, header, payload));
    }

    /**
     * A JWS inside a payload, signed by another key than the request around it and without a nonce: of a key rollover
     * (RFC 8555 §7.3.5), or of the key of an earlier certificate.
     *
     * @param url as in the outer JWS
     */
    static Map<String, String> inner(JwsKey key, URI url, String payload) {
        Map<String, Object> header = header(key.algorithm(), url);
        header.put("jwk", key.jwk());
        return signed(key, header, payload);
    }

    /**
     * The value of {@code externalAccountBinding} (RFC 8555 §7.3.4): the account's public key under the CA's MAC key,
     * without a nonce.
     *
     * @param url of newAccount, as in the outer JWS
     */
    static Map<String, String> externalAccount(ExternalAccount account, JwsKey accountKey, URI url) {
        Map<String, Object> header = header(account.algorithm(), url);
        header.put("kid", account.kid());
        String input = signingInput(header, Json.write(accountKey.jwk()));
        return flattened(input, mac(account, input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] mac(ExternalAccount account, byte[] input) {
        try {
            String algorithm = "HmacSHA" + account.algorithm().substring("HS".length());
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(account.macKey(), algorithm));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks " + account.algorithm(), e);
        }
    }

    private static Map<String, Object> header(String algorithm, URI url) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm);
        header.put("url", url.toString());
        return header;
    }

    private static Map<String, String> signed(JwsKey key, Map<String, Object> header, String payload) {
        String input = signingInput(header, payload);
        return flattened(input, key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String signingInput(Map<String, Object> header, String payload) {
        return Base64Url.encode(Json.write(header).getBytes(StandardCharsets.UTF_8))
                + "."
                + Base64Url.encode(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> flattened(String input, byte[] signature) {
        int dot = input.indexOf('.');
        Map<String, String> jws = new LinkedHashMap<>();
        jws.put("protected", input.substring(0, dot));
        jws.put("payload", input.substring(dot + 1));
        jws.put("signature", Base64Url.encode(signature));
        return jws;
    }

    private static byte[] text(Map<String, String> jws) {
        return Json.write(jws).getBytes(StandardCharsets.UTF_8);
    }
}

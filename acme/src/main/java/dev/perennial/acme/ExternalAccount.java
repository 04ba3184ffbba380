package dev.perennial.acme;

import java.util.Base64;

/**
 * Credentials that tie a new account to a customer of the CA (RFC 8555 §7.3.4). Never printed: {@link #toString} hides
 * the key.
 *
 * @param kid the key identifier the CA gave
 * @param macKey the decoded secret
 * @param algorithm {@code HS256}, {@code HS384} or {@code HS512}
 */
public record ExternalAccount(String kid, byte[] macKey, String algorithm) {
    public ExternalAccount {
        if (!algorithm.matches("HS(256|384|512)")) {
            throw new IllegalArgumentException("\"" + algorithm + "\" is not HS256, HS384 or HS512");
        }
        macKey = macKey.clone();
    }

    /**
     * Reads the secret as people paste it: base64, standard or URL-safe, padded or not, white space around it.
     *
     * @throws IllegalArgumentException when it is not base64; the message does not repeat it
     */
    public static ExternalAccount of(String kid, String secret, String algorithm) {
        String normal = secret.strip().replace('+', '-').replace('/', '_').replaceAll("=+$", "");
        byte[] key;
        try {
            key = Base64.getUrlDecoder().decode(normal);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the external account secret is not base64");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("the external account secret is empty");
        }
        return new ExternalAccount(kid, key, algorithm);
    }

    @Override
    public byte[] macKey() {
        return macKey.clone();
    }

    @Override
    public String toString() {
        return "ExternalAccount[" + kid + "]";
    }
}

package dev.perennial.acme;

import java.net.URI;
import java.util.function.BiFunction;

/**
 * One request as it is meant, before nonce and signature.
 *
 * @param what in the RFC's words, for messages
 * @param sign makes the body from a nonce; absent bodies are GETs
 * @param accept the media type wanted, empty for any
 * @param repeats how often it may be sent again after the server was in trouble or the connection was lost: zero where
 *     sending it twice could do harm
 */
record Call(String what, URI url, Method method, BiFunction<URI, String, byte[]> sign, String accept, int repeats) {
    /** For requests that change nothing, or the same thing again. */
    static final int ALWAYS = 4;

    enum Method {
        GET,
        POST
    }

    static Call get(String what, URI url) {
        return new Call(what, url, Method.GET, (u, n) -> new byte[0], "application/json", ALWAYS);
    }

    /** A request of an account. */
    static Call post(String what, URI url, JwsKey key, URI kid, String payload) {
        return new Call(what, url, Method.POST, (u, n) -> Jws.withKid(key, kid, u, n, payload), "", ALWAYS);
    }

    /** A request that carries its own key. */
    static Call postWithKey(String what, URI url, JwsKey key, String payload) {
        return new Call(what, url, Method.POST, (u, n) -> Jws.withKey(key, u, n, payload), "", ALWAYS);
    }

    Call repeated(int times) {
        return new Call(what, url, method, sign, accept, times);
    }

    Call accepting(String mediaType) {
        return new Call(what, url, method, sign, mediaType, repeats);
    }
}

package dev.perennial.devca;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client of our own for the tests, on Nimbus and the JDK: it can be correct, and wrong in single points. */
final class TestClient {
    /** Some answers have no end. */
    static final int MOST = 1 << 21;

    private final HttpClient http;
    private final Map<String, Object> directory;
    ECKey key = newKey();
    String kid = "";
    String nonce = "";

    TestClient(DevCa ca) {
        http = HttpClient.newBuilder().sslContext(ca.sslContext()).build();
        directory = get(ca.directoryUrl().toString()).json();
    }

    record Answer(HttpResponse<?> response, byte[] body) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Map<String, Object> json() {
            try {
                return JSONObjectUtils.parse(text());
            } catch (ParseException e) {
                throw new AssertionError(text(), e);
            }
        }

        String string(String member) {
            return String.valueOf(json().get(member));
        }

        List<?> list(String member) {
            return json().get(member) instanceof List<?> list ? list : List.of();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String location() {
            return header("Location");
        }

        /** The problem without its prefix, or nothing for a success. */
        String problem() {
            return status() < 400 ? "" : string("type").replace("urn:ietf:params:acme:error:", "");
        }

        List<String> links(String relation) {
            return response.headers().allValues("Link").stream()
                    .filter(link -> link.endsWith("rel=\"" + relation + "\""))
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .toList();
        }
    }

    static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    String url(String resource) {
        return String.valueOf(directory.get(resource));
    }

    Map<String, Object> directory() {
        return directory;
    }

    Answer send(String method, String url, byte[] body, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("User-Agent", "devca-test")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            builder.setHeader(headers[i], headers[i + 1]);
        }
        try {
            Answer answer = exchange(builder.build());
            answer.response.headers().firstValue("Replay-Nonce").ifPresent(fresh -> nonce = fresh);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Answer(response, body.readNBytes(MOST));
        }
    }

    Answer get(String url) {
        return send("GET", url, new byte[0]);
    }

    String freshNonce() {
        if (nonce.isEmpty()) {
            send("HEAD", url("newNonce"), new byte[0]);
        }
        String taken = nonce;
        nonce = "";
        return taken;
    }

    /** A header builder with everything as it should be. */
    JWSHeader.Builder header(String url) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .customParam("url", url)
                .customParam("nonce", freshNonce());
        return kid.isEmpty() ? header.jwk(key.toPublicJWK()) : header.keyID(kid);
    }

    static Map<String, Object> sign(JWSHeader header, String payload, ECKey key) {
        try {
            JWSObject jws = new JWSObject(header, new Payload(payload));
            jws.sign(new ECDSASigner(key));
            return flattened(jws);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, Object> mac(JWSHeader header, String payload, byte[] secret) {
        try {
            JWSObject jws = new JWSObject(header, new Payload(payload));
            jws.sign(new MACSigner(secret));
            return flattened(jws);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> flattened(JWSObject jws) {
        Base64URL[] parts = jws.getParsedParts() == null ? split(jws.serialize()) : jws.getParsedParts();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("protected", parts[0].toString());
        json.put("payload", parts[1].toString());
        json.put("signature", parts[2].toString());
        return json;
    }

    private static Base64URL[] split(String compact) {
        String[] parts = compact.split("\\.", -1);
        return new Base64URL[] {new Base64URL(parts[0]), new Base64URL(parts[1]), new Base64URL(parts[2])};
    }

    Answer postRaw(String url, Map<String, Object> jws) {
        return postText(url, JSONObjectUtils.toJSONString(jws));
    }

    Answer postText(String url, String body) {
        return send("POST", url, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/jose+json");
    }

    Answer post(String url, String payload) {
        return postRaw(url, sign(header(url).build(), payload, key));
    }

    Answer post(String url, Map<String, Object> payload) {
        return post(url, JSONObjectUtils.toJSONString(payload));
    }

    Answer read(String url) {
        return post(url, "");
    }

    Answer register() {
        Answer answer = post(url("newAccount"), "{\"termsOfServiceAgreed\":true}");
        kid = answer.location();
        return answer;
    }

    static Map<String, Object> dns(String... names) {
        return Map.of(
                "identifiers",
                Arrays.stream(names)
                        .map(name -> Map.of("type", "dns", "value", name))
                        .toList());
    }

    Answer order(String... names) {
        return post(url("newOrder"), dns(names));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> challenge(Answer authorization, String type) {
        return authorization.list("challenges").stream()
                .map(challenge -> (Map<String, Object>) challenge)
                .filter(challenge -> type.equals(challenge.get("type")))
                .findFirst()
                .orElseThrow();
    }

    List<String> authorizations(Answer order) {
        return order.list("authorizations").stream().map(String::valueOf).toList();
    }

    String keyAuthorization(String token) {
        try {
            return token + "." + key.computeThumbprint();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads until the status is final, at most ten seconds. */
    Answer await(String url) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            Answer answer = read(url);
            boolean moving = answer.string("status").equals("processing")
                    || answer.string("status").equals("pending")
                            && answer.text().contains("\"processing\"");
            if (!moving) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still moving: " + answer.text());
            }
        }
    }
}

package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.Transport;
import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A CA in memory, as lenient as can be: it trusts every signature and validates nothing. Tests tell it what to refuse.
 */
final class FakeCa implements Transport {
    static final String BASE = "https://ca.test/";

    private static final class PlacedOrder {
        String account = "";
        List<Map<String, String>> identifiers = List.of();
        String status = "pending";
        Optional<X509Certificate> certificate = Optional.empty();
        Optional<String> replaces = Optional.empty();
    }

    private final InstantSource clock;
    private final URI directory;
    private final String base;
    private final KeyPair rootKey;
    private final X509Certificate root;
    private final Map<String, String> accounts = new HashMap<>();
    private final List<PlacedOrder> orders = new ArrayList<>();
    private final Map<String, Deque<Response>> scripted = new HashMap<>();
    private int serial = 1000;
    private int nonce;

    /** Requests served, as {@code METHOD path}. */
    final List<String> requests = new ArrayList<>();

    /** Whether an account was asked for with a binding. */
    boolean bound;

    final Set<String> revoked = new HashSet<>();
    Duration lifetime = Duration.ofDays(90);
    boolean down;
    boolean refuseProofs;
    /** Whose proofs are refused though others are not. */
    final Set<String> refused = new HashSet<>();

    Optional<Map<String, Object>> renewalInfo = Optional.empty();
    /** Sends the first certificate it ever issued again and again. */
    boolean stuck;
    /** Makes no account without a binding, and does not say so in its directory. */
    boolean bindingRequired;

    FakeCa(InstantSource clock) throws Exception {
        this(clock, URI.create(BASE + "dir"));
    }

    FakeCa(InstantSource clock, URI directory) throws Exception {
        this.clock = clock;
        this.directory = directory;
        this.base = directory.resolve("/").toString();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        this.rootKey = generator.generateKeyPair();
        X500Name name = new X500Name("CN=Fake Root");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(clock.instant().minus(Duration.ofDays(1))),
                Date.from(clock.instant().plus(Duration.ofDays(36500))),
                name,
                rootKey.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        this.root = sign(builder);
    }

    /** Answers the next request to a path that starts so with this. */
    void answerNext(String path, Response response) {
        scripted.computeIfAbsent(path, p -> new ArrayDeque<>()).add(response);
    }

    void clearScript() {
        scripted.clear();
    }

    void forgetEverything() {
        accounts.clear();
        orders.clear();
    }

    int ordersPlaced() {
        return (int) requests.stream().filter("POST order"::equals).count();
    }

    Optional<String> lastReplaces() {
        return orders.getLast().replaces;
    }

    static Response problem(int status, String type, String detail, Map<String, List<String>> headers) {
        Map<String, List<String>> all = new HashMap<>(headers);
        all.put("content-type", List.of("application/problem+json"));
        all.put("replay-nonce", List.of("problem-nonce-" + System.nanoTime()));
        String body = Json.write(Map.of("type", "urn:ietf:params:acme:error:" + type, "detail", detail));
        return new Response(status, all, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized Response exchange(Request request) throws AcmeException {
        String path = request.url().equals(directory)
                ? "dir"
                : request.url().toString().substring(base.length());
        requests.add(request.method() + " " + path);
        if (down) {
            throw new AcmeException.Unreachable("no connection to ca.test", new java.net.ConnectException());
        }
        for (Map.Entry<String, Deque<Response>> entry : scripted.entrySet()) {
            if (path.startsWith(entry.getKey()) && !entry.getValue().isEmpty()) {
                return entry.getValue().poll();
            }
        }
        try {
            return route(path, request);
        } catch (Exception e) {
            throw new IllegalStateException("the fake CA failed at " + path, e);
        }
    }

    private Response route(String path, Request request) throws Exception {
        String resource = path.replaceAll("/.*", "");
        int number = path.matches("[a-z]+/[0-9]+") ? Integer.parseInt(path.replaceAll(".*/", "")) : -1;
        return switch (resource) {
            case "dir" -> json(200, directory());
            case "nonce" -> json(200, Map.of());
            case "ari" -> json(200, renewalInfo.orElseThrow(), Map.of("retry-after", List.of("21600")));
            case "account" -> account(protectedOf(request), payloadOf(request));
            case "order" -> number < 0 ? newOrder(request) : known(request, number, () -> order(200, number));
            case "authz" -> known(request, number / 100, () -> authorization(number));
            case "chall" -> challenge(number);
            case "finalize" -> finalizeOrder(number, payloadOf(request));
            case "cert" -> certificate(number);
            case "revoke" -> {
                revoked.add(payloadOf(request).requireString("certificate"));
                yield json(200, Map.of());
            }
            case "keychange" -> keyChange(request);
            default -> problem(404, "malformed", "no such resource: " + path, Map.of());
        };
    }

    private interface Answer {
        Response get() throws Exception;
    }

    private Response known(Request request, int order, Answer answer) throws Exception {
        String kid = protectedOf(request).string("kid").orElse("");
        if (!accounts.containsValue(kid)) {
            return problem(400, "accountDoesNotExist", "no such account", Map.of());
        }
        return order < orders.size() ? answer.get() : problem(404, "malformed", "no such order", Map.of());
    }

    private Map<String, Object> directory() {
        Map<String, Object> directory = new LinkedHashMap<>(Map.of(
                "newNonce", base + "nonce",
                "newAccount", base + "account",
                "newOrder", base + "order",
                "revokeCert", base + "revoke",
                "keyChange", base + "keychange",
                "meta", Map.of("termsOfService", base + "terms")));
        if (renewalInfo.isPresent()) {
            directory.put("renewalInfo", base + "ari");
        }
        return directory;
    }

    private Response account(JsonObject header, JsonObject payload) throws JsonFormatException {
        if (header.names().contains("kid")) {
            return json(200, Map.of("status", payload.string("status").orElse("valid")));
        }
        String key = header.object("jwk").orElseThrow().requireString("x");
        boolean fresh = !accounts.containsKey(key);
        if (fresh && payload.bool("onlyReturnExisting").orElse(false)) {
            return problem(400, "accountDoesNotExist", "no such account", Map.of());
        }
        if (fresh && bindingRequired && !payload.names().contains("externalAccountBinding")) {
            return problem(403, "externalAccountRequired", "whose customer are you?", Map.of());
        }
        bound |= payload.names().contains("externalAccountBinding");
        String url = accounts.computeIfAbsent(key, k -> base + "account/" + (accounts.size() + 1));
        return json(fresh ? 201 : 200, Map.of("status", "valid"), Map.of("location", List.of(url)));
    }

    private Response keyChange(Request request) throws JsonFormatException {
        JsonObject inner = payloadOf(request);
        JsonObject header = decoded(inner.requireString("protected"));
        String url = protectedOf(request).requireString("kid");
        accounts.values().removeIf(url::equals);
        accounts.put(header.object("jwk").orElseThrow().requireString("x"), url);
        return json(200, Map.of("status", "valid"));
    }

    private Response newOrder(Request request) throws Exception {
        String kid = protectedOf(request).string("kid").orElse("");
        if (!accounts.containsValue(kid)) {
            return problem(400, "accountDoesNotExist", "no such account", Map.of());
        }
        JsonObject payload = payloadOf(request);
        PlacedOrder order = new PlacedOrder();
        order.account = kid;
        List<Map<String, String>> identifiers = new ArrayList<>();
        for (JsonObject identifier : payload.objects("identifiers")) {
            identifiers.add(
                    Map.of("type", identifier.requireString("type"), "value", identifier.requireString("value")));
        }
        order.identifiers = identifiers;
        order.replaces = payload.string("replaces");
        orders.add(order);
        return order(201, orders.size() - 1);
    }

    private Response order(int status, int number) {
        PlacedOrder order = orders.get(number);
        List<String> authorizations = new ArrayList<>();
        for (int i = 0; i < order.identifiers.size(); i++) {
            authorizations.add(base + "authz/" + (number * 100 + i));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", order.status);
        body.put("identifiers", order.identifiers);
        body.put("authorizations", authorizations);
        body.put("finalize", base + "finalize/" + number);
        body.put("expires", clock.instant().plus(Duration.ofDays(1)).toString());
        order.replaces.ifPresent(r -> body.put("replaces", r));
        if (order.status.equals("valid")) {
            body.put("certificate", base + "cert/" + number);
        }
        return json(status, body, Map.of("location", List.of(base + "order/" + number)));
    }

    private Response authorization(int number) {
        PlacedOrder order = orders.get(number / 100);
        Map<String, String> identifier = order.identifiers.get(number % 100);
        String value = identifier.getOrDefault("value", "");
        String status =
                order.status.equals("invalid") ? "invalid" : order.status.equals("pending") ? "pending" : "valid";
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("identifier", Map.of("type", identifier.getOrDefault("type", ""), "value", value.replace("*.", "")));
        if (value.startsWith("*.")) {
            body.put("wildcard", true);
        }
        List<Map<String, Object>> challenges = new ArrayList<>();
        for (String type : List.of("http-01", "dns-01", "tls-alpn-01")) {
            Map<String, Object> challenge = new LinkedHashMap<>(Map.of(
                    "type",
                    type,
                    "url",
                    base + "chall/" + number,
                    "status",
                    status,
                    "token",
                    "token-of-sufficient-length-" + number));
            if (status.equals("invalid")) {
                challenge.put(
                        "error",
                        Map.of("type", "urn:ietf:params:acme:error:unauthorized", "detail", "the proof is wrong"));
            }
            challenges.add(challenge);
        }
        body.put("challenges", challenges);
        return json(200, body);
    }

    private Response challenge(int number) {
        PlacedOrder order = orders.get(number / 100);
        boolean refuses = refuseProofs || order.identifiers.stream().anyMatch(id -> refused.contains(id.get("value")));
        order.status = refuses ? "invalid" : "ready";
        return json(
                200,
                Map.of(
                        "type",
                        "http-01",
                        "url",
                        base + "chall/" + number,
                        "status",
                        "processing",
                        "token",
                        "token-of-sufficient-length-" + number));
    }

    private Response finalizeOrder(int number, JsonObject payload) throws Exception {
        PlacedOrder order = orders.get(number);
        var request = new JcaPKCS10CertificationRequest(Base64.getUrlDecoder().decode(payload.requireString("csr")));
        order.certificate = Optional.of(issue(request));
        order.status = "valid";
        return order(200, number);
    }

    private X509Certificate issue(JcaPKCS10CertificationRequest request) throws Exception {
        Instant now = clock.instant();
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Fake Root"),
                BigInteger.valueOf(serial++),
                Date.from(now),
                Date.from(now.plus(lifetime)),
                new X500Name(""),
                request.getPublicKey());
        Extensions extensions = request.getRequestedExtensions();
        ASN1Encodable names = extensions.getExtensionParsedValue(Extension.subjectAlternativeName);
        builder.addExtension(Extension.subjectAlternativeName, true, names);
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(rootKey.getPublic()));
        return sign(builder);
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(rootKey.getPrivate())));
    }

    private Response certificate(int number) throws Exception {
        PlacedOrder order = stuck ? orders.getFirst() : orders.get(number);
        String pem = pem(order.certificate.orElseThrow()) + pem(root);
        return new Response(
                200,
                Map.of("content-type", List.of("application/pem-certificate-chain"), "replay-nonce", List.of(fresh())),
                pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static String pem(X509Certificate certificate) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private Response json(int status, Map<String, ?> body) {
        return json(status, body, Map.of());
    }

    private Response json(int status, Map<String, ?> body, Map<String, List<String>> headers) {
        Map<String, List<String>> all = new HashMap<>(headers);
        all.put("content-type", List.of("application/json"));
        all.put("replay-nonce", List.of(fresh()));
        return new Response(status, all, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private String fresh() {
        return "nonce-" + nonce++;
    }

    private static JsonObject protectedOf(Request request) throws JsonFormatException {
        return decoded(Json.parse(request.body().orElseThrow()).requireString("protected"));
    }

    private static JsonObject payloadOf(Request request) throws JsonFormatException {
        String payload = Json.parse(request.body().orElseThrow()).requireString("payload");
        return payload.isEmpty() ? JsonObject.of(Map.of()) : decoded(payload);
    }

    private static JsonObject decoded(String part) throws JsonFormatException {
        return Json.parse(Base64.getUrlDecoder().decode(part));
    }

    @Override
    public void close() {}
}

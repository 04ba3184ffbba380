package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.NullUnmarked;

/**
 * A tiny CA behind a {@link Transport}: it keeps the rules of RFC 8555 as far as a client can notice, unless a trick is
 * played on the way. What a test asks for exists, so that its maps are not checked for {@code null}.
 */
@NullUnmarked
final class FakeCa implements Transport {
    static final String BASE = "https://ca.test";
    static final URI DIRECTORY = URI.create(BASE + "/directory");
    static final String ERROR = ErrorType.PREFIX;

    final VirtualTime time;
    final TestPki pki = new TestPki();
    /** What was asked, such as {@code order}, in the order it was. */
    final List<String> log = new ArrayList<>();

    final Map<String, Object> directory = new LinkedHashMap<>();
    final Map<String, FakeOrder> orders = new LinkedHashMap<>();
    final Map<String, Map<String, Object>> authorizations = new LinkedHashMap<>();
    final Map<String, Map<String, Object>> accounts = new LinkedHashMap<>();
    /** Names whose proofs do not hold, with the problem's type. */
    final Map<String, String> failing = new HashMap<>();
    /** How often an order is still processing after finalize. */
    int processing = 1;
    /** How often an order is still pending after the last answer. */
    int validating;
    /** Makes a leaf from the CSR's key and names. */
    Function<TestPki.Leaf, List<X509Certificate>> issuing =
            leaf -> List.of(leaf.signedBy(pki.intermediate), pki.intermediate.certificate());

    private final Map<String, List<Trick>> tricks = new HashMap<>();
    private final Set<String> nonces = new TreeSet<>();
    private int counter;

    FakeCa(VirtualTime time) {
        this.time = time;
        for (String name :
                List.of("newNonce", "newAccount", "newOrder", "newAuthz", "revokeCert", "keyChange", "renewalInfo")) {
            directory.put(name, BASE + "/" + name);
        }
        directory.put("kGwaaRAIpQk", "https://community.example/t/random");
        directory.put(
                "meta",
                new LinkedHashMap<>(Map.of(
                        "termsOfService",
                        "data:text/plain,Do%20what%20thou%20wilt",
                        "profiles",
                        Map.of("shortlived", "six days"))));
    }

    /** Stands in for a resource's answer, or changes it. */
    interface Trick {
        Response play(Request request, Normal normal) throws AcmeException, InterruptedException;
    }

    interface Normal {
        Response answer() throws AcmeException, InterruptedException;
    }

    /** What the server knows of an order. */
    static final class FakeOrder {
        final Map<String, Object> json = new LinkedHashMap<>();
        final List<String> authorizations = new ArrayList<>();
        int validating;
        int processing;
        List<X509Certificate> chain = List.of();
    }

    /** Plays a trick at the next request for this resource; several are played one request each. */
    void next(String resource, Trick trick) {
        tricks.computeIfAbsent(resource, r -> new ArrayList<>()).add(trick);
    }

    /** Plays a trick at every request for this resource. */
    void always(String resource, Trick trick) {
        next(resource, new Lasting(trick));
    }

    private record Lasting(Trick trick) implements Trick {
        @Override
        public Response play(Request request, Normal normal) throws AcmeException, InterruptedException {
            return trick.play(request, normal);
        }
    }

    FakeOrder order(URI url) {
        return orders.get(url.toString());
    }

    Map<String, Object> authorization(URI url) {
        return authorizations.get(url.toString());
    }

    Map<String, Object> account(URI url) {
        return accounts.get(url.toString());
    }

    AcmeClient client() {
        return new AcmeClient(DIRECTORY, this, time);
    }

    AcmeSession session() throws AcmeException, InterruptedException {
        AcmeClient client = client();
        JwsKey key = JwsKey.of(TestPki.ecKey());
        Account account = client.newAccount(key, new NewAccount(List.of(), true, Optional.empty()));
        log.clear();
        return client.session(key, account.url());
    }

    synchronized long count(String resource) {
        return log.stream().filter(resource::equals).count();
    }

    @Override
    public Response exchange(Request request) throws AcmeException, InterruptedException {
        String[] path = request.url().getPath().substring(1).split("/");
        Trick trick;
        synchronized (this) {
            log.add(path[0]);
            List<Trick> waiting = tricks.getOrDefault(path[0], List.of());
            trick = waiting.isEmpty() ? null : waiting.getFirst();
            if (trick != null && !(trick instanceof Lasting)) {
                waiting.removeFirst();
            }
        }
        Normal normal = () -> answer(request, path);
        return trick == null ? normal.answer() : trick.play(request, normal);
    }

    @Override
    public void close() {}

    private synchronized Response answer(Request request, String[] path) {
        try {
            return switch (path[0]) {
                case "directory" -> plain(200, Json.write(directory));
                case "newNonce" -> json(200, "");
                case "renewalInfo" ->
                    plain(
                            200,
                            "{\"suggestedWindow\":{\"start\":\"2027-01-20T00:00:00Z\",\"end\":\"2027-01-21T00:00:00Z\"}}");
                default -> signed(request, path);
            };
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }

    private Response signed(Request request, String[] path) throws JsonFormatException {
        JsonObject jws = Json.parse(request.body().orElseThrow());
        JsonObject head = Json.parse(Base64.getUrlDecoder().decode(jws.requireString("protected")));
        if (!nonces.remove(head.requireString("nonce"))) {
            return problem(400, "badNonce", "unknown nonce");
        }
        if (!head.requireString("url").equals(request.url().toString())) {
            return problem(400, "malformed", "wrong url");
        }
        byte[] bytes = Base64.getUrlDecoder().decode(jws.requireString("payload"));
        JsonObject payload = bytes.length == 0 ? JsonObject.of(Map.of()) : Json.parse(bytes);
        boolean get = bytes.length == 0;
        return switch (path[0]) {
            case "newAccount" -> newAccount(head, payload);
            case "account" -> account(path[1], payload);
            case "newOrder" -> newOrder(payload);
            case "newAuthz" -> newAuthz(payload);
            case "order" -> order(path[1]);
            case "authorization" -> authorization(path[1], payload);
            case "challenge" -> challenge(path[1], path[2], get);
            case "finalize" -> finalizeOrder(path[1], payload);
            case "certificate" -> certificate(path[1]);
            case "revokeCert", "keyChange" -> json(200, "");
            case "orders" -> json(200, Json.write(Map.of("orders", List.copyOf(orders.keySet()))));
            default -> problem(404, "malformed", "no such thing");
        };
    }

    private Response newAccount(JsonObject head, JsonObject payload) throws JsonFormatException {
        String jwk = String.valueOf(head.object("jwk").orElseThrow().string("x"));
        String url = BASE + "/account/" + Integer.toHexString(jwk.hashCode());
        boolean known = accounts.containsKey(url);
        if (!known && payload.bool("onlyReturnExisting").orElse(false)) {
            return problem(400, "accountDoesNotExist", "who are you?");
        }
        accounts.computeIfAbsent(url, u -> new LinkedHashMap<>(Map.of("status", "valid")));
        return with(json(known ? 200 : 201, Json.write(accounts.get(url))), "location", url);
    }

    private Response account(String id, JsonObject payload) throws JsonFormatException {
        Map<String, Object> account = accounts.get(BASE + "/account/" + id);
        payload.string("status").ifPresent(status -> account.put("status", status));
        if (payload.names().contains("contact")) {
            account.put("contact", payload.strings("contact"));
        }
        return json(200, Json.write(account));
    }

    private Response newOrder(JsonObject payload) throws JsonFormatException {
        String id = String.valueOf(++counter);
        FakeOrder order = new FakeOrder();
        List<Map<String, String>> identifiers = new ArrayList<>();
        for (JsonObject identifier : payload.objects("identifiers")) {
            String type = identifier.requireString("type");
            String value = identifier.requireString("value");
            identifiers.add(Map.of("type", type, "value", value));
            order.authorizations.add(newAuthorization(id + "-" + identifiers.size(), type, value));
        }
        order.json.put("status", "pending");
        order.json.put("expires", "2026-12-01T00:00:00Z");
        order.json.put("identifiers", identifiers);
        order.json.put("authorizations", List.copyOf(order.authorizations));
        order.json.put("finalize", BASE + "/finalize/" + id);
        payload.string("profile").ifPresent(profile -> order.json.put("profile", profile));
        payload.string("replaces").ifPresent(certId -> order.json.put("replaces", certId));
        order.validating = validating;
        orders.put(BASE + "/order/" + id, order);
        return with(json(201, Json.write(order.json)), "location", BASE + "/order/" + id);
    }

    private String newAuthorization(String id, String type, String value) {
        String url = BASE + "/authorization/" + id;
        boolean wildcard = value.startsWith("*.");
        Map<String, Object> authorization = new LinkedHashMap<>();
        authorization.put("status", "pending");
        authorization.put("identifier", Map.of("type", type, "value", wildcard ? value.substring(2) : value));
        authorization.put("wildcard", wildcard);
        List<Map<String, Object>> challenges = new ArrayList<>();
        for (String challenge : List.of("http-01", "dns-01", "odd-99")) {
            challenges.add(new LinkedHashMap<>(Map.of(
                    "type",
                    challenge,
                    "url",
                    BASE + "/challenge/" + id + "/" + challenge,
                    "status",
                    "pending",
                    "token",
                    "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA")));
        }
        authorization.put("challenges", challenges);
        authorizations.put(url, authorization);
        return url;
    }

    private Response newAuthz(JsonObject payload) throws JsonFormatException {
        JsonObject identifier = payload.object("identifier").orElseThrow();
        String url = newAuthorization(
                "pre" + ++counter, identifier.requireString("type"), identifier.requireString("value"));
        return with(json(201, Json.write(authorizations.get(url))), "location", url);
    }

    private Response order(String id) {
        FakeOrder order = orders.get(BASE + "/order/" + id);
        if (order == null) {
            return plain(404, "");
        }
        update(order);
        return json(200, Json.write(order.json));
    }

    private void update(FakeOrder order) {
        Object status = order.json.get("status");
        if (status.equals("pending")) {
            Collection<Object> states = order.authorizations.stream()
                    .map(url -> authorizations.get(url).get("status"))
                    .toList();
            if (states.contains("invalid")) {
                order.json.put("status", "invalid");
            } else if (states.stream().allMatch("valid"::equals) && order.validating-- <= 0) {
                order.json.put("status", "ready");
            }
        } else if (status.equals("processing") && order.processing-- <= 1) {
            order.json.put("status", "valid");
        }
    }

    private Response authorization(String id, JsonObject payload) throws JsonFormatException {
        Map<String, Object> authorization = authorizations.get(BASE + "/authorization/" + id);
        payload.string("status").ifPresent(status -> authorization.put("status", status));
        return json(200, Json.write(authorization));
    }

    @SuppressWarnings("unchecked")
    private Response challenge(String id, String type, boolean get) {
        Map<String, Object> authorization = authorizations.get(BASE + "/authorization/" + id);
        Map<String, Object> challenge = ((List<Map<String, Object>>) authorization.get("challenges"))
                .stream().filter(c -> c.get("type").equals(type)).findFirst().orElseThrow();
        if (!get) {
            String name = ((Map<String, String>) authorization.get("identifier")).get("value");
            String problem = failing.get(name);
            String status = problem == null ? "valid" : "invalid";
            challenge.put("status", status);
            authorization.put("status", status);
            if (problem != null) {
                challenge.put("error", Map.of("type", ERROR + problem, "detail", "no luck with " + name));
            }
        }
        return json(200, Json.write(challenge));
    }

    private Response finalizeOrder(String id, JsonObject payload) throws JsonFormatException {
        FakeOrder order = orders.get(BASE + "/order/" + id);
        if (!order.json.get("status").equals("ready")) {
            return problem(403, "orderNotReady", "not ready");
        }
        order.chain = issue(order, Base64.getUrlDecoder().decode(payload.requireString("csr")));
        order.json.put("certificate", BASE + "/certificate/" + id);
        order.processing = processing;
        order.json.put("status", processing == 0 ? "valid" : "processing");
        return json(200, Json.write(order.json));
    }

    @SuppressWarnings("unchecked")
    private List<X509Certificate> issue(FakeOrder order, byte[] csr) {
        try {
            PublicKey key = new JcaPEMKeyConverter()
                    .getPublicKey(new PKCS10CertificationRequest(csr).getSubjectPublicKeyInfo());
            List<Identifier> names = ((List<Map<String, String>>) order.json.get("identifiers"))
                    .stream().map(i -> Identifier.parse(i.get("value"))).toList();
            return issuing.apply(new TestPki.Leaf(key, names));
        } catch (PEMException e) {
            throw new AssertionError(e);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private Response certificate(String id) {
        StringBuilder pem = new StringBuilder();
        orders.get(BASE + "/order/" + id).chain.forEach(c -> pem.append(TestPki.pem(c)));
        return json(200, pem.toString());
    }

    Response problem(int status, String type, String detail) {
        return json(status, Json.write(Map.of("type", ERROR + type, "detail", detail)));
    }

    /** An answer with a nonce. */
    synchronized Response json(int status, String body) {
        String nonce = "nonce-" + ++counter;
        nonces.add(nonce);
        return with(plain(status, body), "replay-nonce", nonce);
    }

    static Response plain(int status, String body) {
        return new Response(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Response with(Response response, String header, String value) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.put(header, List.of(value));
        return new Response(response.status(), headers, response.body());
    }

    static AcmeException.Unreachable lost() {
        return new AcmeException.Unreachable("the connection was lost", new java.io.IOException("reset"));
    }

    /** Nobody listens: nothing was sent. */
    static AcmeException.Unreachable refused() {
        return new AcmeException.Unreachable("no connection to ca.test: refused", new java.net.ConnectException());
    }
}

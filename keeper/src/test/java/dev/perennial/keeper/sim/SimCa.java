package dev.perennial.keeper.sim;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.Transport;
import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.CertificateRequest;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A CA in virtual time: strict where the protocol is, with limits of its own, and in whatever {@link Weather} the plan has
 * for it. What a client must not do is a complaint.
 */
final class SimCa {
    /** Told of what matters beyond the protocol. */
    interface Watch {
        /** An order is asked for, and nothing stands against it at the CA. */
        void ordering(SimCa ca, SimProcess process, CaAccount account, List<String> names);

        /** No order before this, and if a person must act perhaps not before later. */
        void deferred(SimProcess process, Instant until, Instant held);

        /** More was asked for than the CA's own limits give, before this time. */
        void exceeded(SimCa ca, SimProcess process, Instant open);

        void placed(SimCa ca, CaOrder order);

        /** A certificate left as it was issued. */
        void delivered(String entry, String certId);

        void complaint(SimProcess process, String text);
    }

    private static final Duration LATENCY = Duration.ofMillis(80);
    private static final Duration ORDER_LIFE = Duration.ofDays(7);
    private static final Duration AUTHORIZATION_LIFE = Duration.ofDays(10);
    private static final KeyPair ANOTHER_KEY = KeyType.EC_P256.generate();

    /** What the CA keeps of a certificate for its renewal window. */
    private record Issued(Instant from, Instant to) {}

    final URI directory;
    final Weather weather;
    /** How long certificates live. */
    Duration lifetime = Duration.ofDays(90);
    /** Whether it tells renewal windows. */
    boolean offersWindows = true;
    /** How often it wants to be asked for a window. */
    Duration askAgain = Duration.ofHours(6);
    /** The longest a certificate takes on a good day. */
    Duration slowness = Duration.ofSeconds(20);

    Optional<String> binding = Optional.empty();

    private final String base;
    private final SimClock clock;
    private final Random random;
    private final SimWeb web;
    private final Watch watch;
    private final SimIssuer issuer;
    private final Limits limits;
    private final Map<JwsMessage.Key, CaAccount> accounts = new HashMap<>();
    private final Map<String, CaAccount> accountsByUrl = new HashMap<>();
    private final Map<Integer, CaOrder> orders = new HashMap<>();
    private final Map<Integer, CaAuthorization> authorizations = new HashMap<>();
    private final Map<String, Issued> issued = new HashMap<>();
    private final Map<String, CaOrder> replacing = new HashMap<>();
    /** The last window told of each certificate. */
    private final Map<String, Window> told = new HashMap<>();

    private final Set<String> nonces = new LinkedHashSet<>();
    private final Set<String> revoked = new HashSet<>();
    private Instant incident = Instant.MIN;
    /** How far all windows were moved, in tenths of a lifetime. */
    private int moved;

    private int number;

    SimCa(URI directory, SimClock clock, Random random, SimWeb web, Watch watch, SimIssuer issuer) {
        this.directory = directory;
        this.base = directory.resolve("/").toString();
        this.clock = clock;
        this.random = random;
        this.web = web;
        this.watch = watch;
        this.issuer = issuer;
        this.weather = new Weather(clock);
        this.limits = new Limits(clock);
    }

    void begin(Trouble trouble, Duration length) {
        weather.begin(trouble, length);
        switch (trouble) {
            case NEW_TERMS -> accounts.values().forEach(account -> account.agreed = false);
            case INCIDENT -> incident = clock.now();
            default -> {}
        }
    }

    void forgetOrders() {
        orders.clear();
        authorizations.clear();
        replacing.clear();
        accounts.values().forEach(account -> account.valid.clear());
    }

    void forgetEverything() {
        forgetOrders();
        accounts.clear();
        accountsByUrl.clear();
        nonces.clear();
    }

    Optional<CaAccount> account(JwsMessage.Key key) {
        return Optional.ofNullable(accounts.get(key));
    }

    int accountCount() {
        return accounts.size();
    }

    List<CaOrder> orders(String entry) {
        return orders.values().stream()
                .filter(order -> order.entry.equals(entry))
                .toList();
    }

    int ordersPlaced() {
        return limits.orders();
    }

    /** A chain for a key that nobody has. */
    String foreignChain(List<String> names, Duration left) {
        return issuer.chain(issuer.issue(
                ANOTHER_KEY.getPublic(), names, clock.now(), clock.now().plus(left)));
    }

    /** Chain and key, as another client of this CA would have got them. */
    String[] pairMadeElsewhere(List<String> names, Duration left) {
        KeyPair key = KeyType.EC_P256.generate();
        X509Certificate leaf =
                issuer.issue(key.getPublic(), names, clock.now(), clock.now().plus(left));
        issued.put(certId(leaf), new Issued(clock.now(), clock.now().plus(left)));
        return new String[] {issuer.chain(leaf), PrivateKeys.write(key)};
    }

    boolean isRevoked(String certId) {
        return revoked.contains(certId);
    }

    /** The windows of all certificates, those told before too, come earlier or later from now on. */
    void moveWindows(int tenths) {
        moved = tenths;
    }

    /**
     * Whether the CA says, or said when it was asked last, that this one may be renewed: who would come too late for a window
     * the next time may come before it (RFC 9773 §4.1).
     */
    boolean invitesRenewal(String certId, Instant now, Instant next) {
        Issued certificate = issued.get(certId);
        return certificate != null
                && (invites(window(certificate), now, next)
                        || told.containsKey(certId) && invites(told.get(certId), now, next));
    }

    /** When the last window ends that made sense and that was told of this one. */
    Optional<Instant> windowTold(String certId) {
        return Optional.ofNullable(told.get(certId)).map(Window::end);
    }

    private static boolean invites(Window window, Instant now, Instant next) {
        return !window.start().isAfter(now) || window.end().isBefore(next);
    }

    private record Window(Instant start, Instant end) {}

    private Window window(Issued certificate) {
        if (certificate.from().isBefore(incident)) {
            return new Window(incident.minus(Duration.ofHours(48)), incident.minus(Duration.ofHours(24)));
        }
        Duration life = Duration.between(certificate.from(), certificate.to());
        Instant start = certificate
                .from()
                .plus(life.multipliedBy(2).dividedBy(3))
                .plus(life.multipliedBy(moved).dividedBy(10));
        return new Window(start, start.plus(life.dividedBy(45)));
    }

    // ---- the wire

    synchronized Transport.Response exchange(SimProcess process, Transport.Request request) throws AcmeException {
        clock.advance(LATENCY);
        boolean lossy = weather.is(Trouble.LOSSY) && random.nextInt(10) < 3;
        boolean before = random.nextBoolean();
        if (weather.is(Trouble.UNREACHABLE) || lossy && before) {
            throw unreachable();
        }
        if (weather.is(Trouble.INTERNAL_ERROR)) {
            return problem(500, "serverInternal", "the database is away", Map.of());
        }
        if (weather.is(Trouble.BUSY)) {
            return problem(503, "rateLimited", "the service is busy", Map.of("retry-after", List.of("" + busyFor())));
        }
        if (weather.is(Trouble.PAGES)) {
            return new Transport.Response(
                    200,
                    Map.of("content-type", List.of("text/html")),
                    "<html><body>maintenance</body></html>".getBytes(StandardCharsets.US_ASCII));
        }
        if (weather.is(Trouble.REDIRECTS)) {
            return new Transport.Response(302, Map.of("location", List.of("https://elsewhere.test/")), new byte[0]);
        }
        try {
            Transport.Response answer = new Visit(process, request).answer();
            if (lossy) {
                process.lastOrder().ifPresent(order -> order.excuse("its answer was lost"));
                throw unreachable();
            }
            return answer;
        } catch (JsonFormatException | PemException e) {
            watch.complaint(process, "a request that cannot be read: " + request.url() + ": " + e.getMessage());
            return problem(400, "malformed", "cannot be read", Map.of());
        }
    }

    private long busyFor() {
        return Math.max(
                1, Duration.between(clock.now(), weather.end(Trouble.BUSY)).toSeconds());
    }

    private AcmeException unreachable() {
        clock.advance(Duration.ofSeconds(10));
        return new AcmeException.Unreachable("no connection to " + directory.getHost(), new ConnectException());
    }

    /** One request and its answer. */
    private final class Visit {
        private final SimProcess process;
        private final Transport.Request request;
        private final String resource;
        private final int id;

        Visit(SimProcess process, Transport.Request request) {
            this.process = process;
            this.request = request;
            String path = request.url().equals(directory)
                    ? "directory"
                    : request.url().toString().substring(base.length());
            int slash = path.indexOf('/');
            this.resource = slash < 0 ? path : path.substring(0, slash);
            String rest = slash < 0 ? "" : path.substring(slash + 1);
            this.id = rest.matches("[0-9]{1,9}") ? Integer.parseInt(rest) : -1;
        }

        Transport.Response answer() throws JsonFormatException, PemException {
            if (request.method().equals("POST")) {
                return post(JwsMessage.parse(request.body().orElseThrow()));
            }
            return switch (resource) {
                case "directory" -> json(200, directory(), Map.of());
                case "nonce" -> json(200, Map.of(), Map.of());
                case "ari" -> renewalInfo(request.url().getPath().replaceAll(".*/", ""));
                default -> problem(405, "malformed", "not so", Map.of());
            };
        }

        private Transport.Response post(JwsMessage message) throws JsonFormatException, PemException {
            if (!message.header().requireString("url").equals(request.url().toString())) {
                return complain("a request is signed for another URL");
            }
            boolean known = nonces.remove(message.header().requireString("nonce"));
            if (!known || weather.is(Trouble.STALE_NONCES) && random.nextBoolean()) {
                return problem(400, "badNonce", "not a nonce of mine", Map.of());
            }
            Optional<JwsMessage.Key> jwk = message.key();
            if (jwk.isPresent()) {
                if (!message.isSignedBy(jwk.get())) {
                    return complain("a request is not signed by the key it carries");
                }
                return resource.equals("revoke") ? revoke(message) : newAccount(message, jwk.get());
            }
            CaAccount account = accountsByUrl.get(message.header().requireString("kid"));
            if (account == null) {
                return problem(400, "accountDoesNotExist", "no such account", Map.of());
            }
            if (account.deactivated || !message.isSignedBy(account.key)) {
                return problem(403, "unauthorized", "not the key of that account", Map.of());
            }
            return ofAccount(message, account);
        }

        private Transport.Response ofAccount(JwsMessage message, CaAccount account)
                throws JsonFormatException, PemException {
            return switch (resource) {
                case "account" -> account(message, account);
                case "order" -> id < 0 ? newOrder(message, account) : order(account, this::show);
                case "finalize" -> order(account, order -> finalizeOrder(order, message));
                case "certificate" -> order(account, this::download);
                case "authorization" -> authorization(message, account);
                case "challenge" -> challenge(message, account);
                case "keychange" -> keyChange(message, account);
                case "revoke" -> revoke(message);
                default -> problem(404, "malformed", "no such resource", Map.of());
            };
        }

        private Transport.Response complain(String text) {
            watch.complaint(process, text + ": " + request.url());
            return problem(403, "unauthorized", text, Map.of());
        }

        private Transport.Response newAccount(JwsMessage message, JwsMessage.Key key) throws JsonFormatException {
            CaAccount account = accounts.get(key);
            if (account == null) {
                if (message.payload().bool("onlyReturnExisting").orElse(false)) {
                    return problem(400, "accountDoesNotExist", "no such account", Map.of());
                }
                if (binding.isPresent()
                        && message.payload().object("externalAccountBinding").isEmpty()) {
                    return problem(403, "externalAccountRequired", "whose customer are you?", Map.of());
                }
                Optional<Instant> open = limits.earliestAccount();
                if (open.isPresent()) {
                    watch.exceeded(SimCa.this, process, open.get());
                    return limited(open.get());
                }
                limits.registered();
                account = new CaAccount(base + "account/" + ++number, key);
                accounts.put(key, account);
                accountsByUrl.put(account.url, account);
                return json(201, Map.of("status", "valid"), Map.of("location", List.of(account.url)));
            }
            return json(200, Map.of("status", "valid"), Map.of("location", List.of(account.url)));
        }

        private Transport.Response account(JwsMessage message, CaAccount account) throws JsonFormatException {
            if (message.payload().bool("termsOfServiceAgreed").orElse(false)) {
                account.agreed = true;
            }
            return json(200, Map.of("status", "valid"), Map.of());
        }

        private Transport.Response keyChange(JwsMessage message, CaAccount account) throws JsonFormatException {
            JwsMessage inner = JwsMessage.parse(message.payload());
            JwsMessage.Key fresh = inner.key().orElseThrow();
            JwsMessage.Key old =
                    JwsMessage.Key.of(inner.payload().object("oldKey").orElseThrow());
            if (!inner.isSignedBy(fresh) || !old.equals(account.key)) {
                return complain("a key change that does not hold");
            }
            if (accounts.containsKey(fresh)) {
                return problem(409, "conflict", "that key has an account", Map.of());
            }
            accounts.remove(account.key);
            account.key = fresh;
            accounts.put(fresh, account);
            return json(200, Map.of("status", "valid"), Map.of());
        }

        private Transport.Response newOrder(JwsMessage message, CaAccount account) throws JsonFormatException {
            if (!account.agreed) {
                return problem(403, "userActionRequired", "the terms have changed", Map.of());
            }
            List<String> names = new ArrayList<>();
            for (JsonObject identifier : message.payload().objects("identifiers")) {
                names.add(identifier.requireString("value"));
            }
            if (weather.is(Trouble.PAUSED)) {
                Instant now = clock.now();
                watch.deferred(process, now.plus(Duration.ofHours(20)), now.plus(Duration.ofHours(7 * 24 + 20)));
                return problem(
                        429,
                        "rateLimited",
                        "paused; go to https://ca.test/unpause?jwt=" + SimWorld.UNPAUSE_SECRET,
                        Map.of());
            }
            Optional<String> replaces = message.payload().string("replaces");
            Optional<Instant> own = limits.earliest(account, names, replaces.isPresent());
            own.ifPresent(open -> watch.exceeded(SimCa.this, process, open));
            Optional<Instant> later = weather.is(Trouble.LIMITED) ? Optional.of(weather.end(Trouble.LIMITED)) : own;
            if (later.isPresent()) {
                watch.deferred(process, later.get(), later.get());
                return limited(later.get());
            }
            watch.ordering(SimCa.this, process, account, names);
            if (replaces.isPresent()) {
                CaOrder other = replacing.get(replaces.get());
                if (other != null && other.isOpen(clock.now())) {
                    return problem(409, "alreadyReplaced", "replaced already", Map.of());
                }
                if (!issued.containsKey(replaces.get())) {
                    return problem(404, "malformed", "no such certificate", Map.of());
                }
            }
            CaOrder order = place(account, names, replaces);
            return view(201, order);
        }

        private Transport.Response limited(Instant until) {
            long seconds = Duration.between(clock.now(), until).toSeconds() + 1;
            return problem(429, "rateLimited", "too many", Map.of("retry-after", List.of("" + seconds)));
        }

        private CaOrder place(CaAccount account, List<String> names, Optional<String> replaces) {
            Instant now = clock.now();
            CaOrder order = new CaOrder(++number, account, names, now, now.plus(ORDER_LIFE), replaces, process);
            for (String name : names) {
                CaAuthorization standing = account.valid.get(name);
                if (standing == null || !standing.expires.isAfter(now)) {
                    String token = "token-of-good-length-" + ++number;
                    standing = new CaAuthorization(number, account, name, token, now.plus(ORDER_LIFE));
                    authorizations.put(number, standing);
                }
                order.authorizations.add(standing);
            }
            orders.put(order.number, order);
            replaces.ifPresent(id -> replacing.put(id, order));
            limits.placed(order);
            process.ordered(order);
            watch.placed(SimCa.this, order);
            settle(order);
            return order;
        }

        private interface OnOrder {
            Transport.Response answer(CaOrder order) throws JsonFormatException, PemException;
        }

        private Transport.Response order(CaAccount account, OnOrder answer) throws JsonFormatException, PemException {
            CaOrder order = orders.get(id);
            if (order == null || order.account != account) {
                return problem(404, "malformed", "no such order", Map.of());
            }
            order.touched = true;
            settle(order);
            return answer.answer(order);
        }

        private Transport.Response show(CaOrder order) {
            return view(200, order);
        }

        private Transport.Response finalizeOrder(CaOrder order, JwsMessage message)
                throws JsonFormatException, PemException {
            if (order.status != CaOrder.Status.READY) {
                return problem(403, "orderNotReady", "it is " + order.status, Map.of());
            }
            byte[] der = Base64.getUrlDecoder().decode(message.payload().requireString("csr"));
            CertificateRequest csr = CertificateRequest.read(der);
            Set<String> asked = new HashSet<>();
            csr.identifiers().forEach(identifier -> asked.add(identifier.value()));
            if (!asked.equals(new HashSet<>(order.names))) {
                return complain("a certificate request for other names than the order");
            }
            order.key = Optional.of(csr.publicKey());
            order.status = CaOrder.Status.PROCESSING;
            order.ready = clock.now().plus(delay());
            limits.finalized(order);
            settle(order);
            return view(200, order);
        }

        private Duration delay() {
            if (weather.is(Trouble.HUNG)) {
                return Duration.between(clock.now(), weather.end(Trouble.HUNG));
            }
            long most = weather.is(Trouble.SLOW) ? Duration.ofMinutes(30).toMillis() : slowness.toMillis();
            return Duration.ofMillis((long) (most * random.nextDouble()));
        }

        private Transport.Response download(CaOrder order) {
            if (order.certificate.isEmpty()) {
                return problem(404, "malformed", "no certificate", Map.of());
            }
            Optional<Trouble> lie =
                    weather.present().stream().filter(Trouble::isLie).findFirst();
            if (lie.isPresent()) {
                order.excuse("its certificate was a lie");
                return chain(lie(lie.get(), order));
            }
            watch.delivered(order.entry, certId(order.certificate.get()));
            return chain(issuer.chain(order.certificate.get()));
        }

        private String lie(Trouble trouble, CaOrder order) {
            Instant now = clock.now();
            PublicKey key = order.key.orElseThrow();
            return switch (trouble) {
                case OTHER_KEY ->
                    issuer.chain(issuer.issue(ANOTHER_KEY.getPublic(), order.names, now, now.plus(lifetime)));
                case OTHER_NAMES -> issuer.chain(issuer.issue(key, List.of("evil.example"), now, now.plus(lifetime)));
                case ENDED ->
                    issuer.chain(issuer.issue(key, order.names, now.minus(lifetime), now.minus(Duration.ofDays(1))));
                default ->
                    issuer.chain(order.certificate.orElseThrow())
                            + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
            };
        }

        private Transport.Response chain(String pem) {
            return new Transport.Response(
                    200,
                    headers("application/pem-certificate-chain", Map.of()),
                    pem.getBytes(StandardCharsets.US_ASCII));
        }

        private Transport.Response authorization(JwsMessage message, CaAccount account) throws JsonFormatException {
            CaAuthorization authorization = authorizations.get(id);
            if (authorization == null || authorization.account != account) {
                return problem(404, "malformed", "no such authorization", Map.of());
            }
            if (message.payload().string("status").orElse("").equals("deactivated")
                    && authorization.status.equals("pending")) {
                authorization.status = "deactivated";
            }
            touch(authorization);
            return json(200, body(authorization), Map.of());
        }

        private Transport.Response challenge(JwsMessage message, CaAccount account) {
            CaAuthorization authorization = authorizations.get(id);
            if (authorization == null || authorization.account != account) {
                return problem(404, "malformed", "no such challenge", Map.of());
            }
            touch(authorization);
            if (!message.empty() && authorization.status.equals("pending")) {
                validate(authorization);
            }
            String type = authorization.isWildcard() ? "dns-01" : "http-01";
            return json(200, proof(authorization, type), Map.of());
        }

        private void validate(CaAuthorization authorization) {
            boolean seen = !weather.is(Trouble.PROOFS_UNSEEN)
                    && web.shows(authorization, authorization.account.key.thumbprint());
            authorization.status = seen ? "valid" : "invalid";
            if (seen) {
                Instant end = clock.now().plus(AUTHORIZATION_LIFE);
                CaAuthorization standing = new CaAuthorization(
                        authorization.number, authorization.account, authorization.name, authorization.token, end);
                standing.status = "valid";
                authorization.account.valid.put(authorization.name, standing);
            } else {
                authorization.error = Optional.of("the proof was not seen");
                limits.failed(authorization);
            }
        }

        private void touch(CaAuthorization authorization) {
            process.lastOrder()
                    .filter(order -> order.authorizations.contains(authorization))
                    .ifPresent(order -> order.touched = true);
        }

        private Transport.Response revoke(JwsMessage message) throws JsonFormatException, PemException {
            byte[] der = Base64.getUrlDecoder().decode(message.payload().requireString("certificate"));
            String certId = CertificateFacts.read(der).certId().orElseThrow();
            if (!issued.containsKey(certId)) {
                return problem(404, "malformed", "no such certificate", Map.of());
            }
            return revoked.add(certId)
                    ? json(200, Map.of(), Map.of())
                    : problem(400, "alreadyRevoked", "it is", Map.of());
        }
    }

    // ---- states

    /** Brings an order to the state it is in by now. */
    private void settle(CaOrder order) {
        if (order.status == CaOrder.Status.PENDING) {
            boolean lost = order.authorizations.stream()
                    .anyMatch(a -> a.status.equals("invalid") || a.status.equals("deactivated"));
            boolean proven = order.authorizations.stream().allMatch(a -> a.status.equals("valid"));
            if (lost || !order.expires.isAfter(clock.now())) {
                order.status = CaOrder.Status.INVALID;
            } else if (proven) {
                order.status = CaOrder.Status.READY;
            }
        }
        if (order.status == CaOrder.Status.PROCESSING && !order.ready.isAfter(clock.now())) {
            issue(order);
        }
    }

    private void issue(CaOrder order) {
        Instant from = clock.now().minus(Duration.ofHours(1)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        X509Certificate certificate = issuer.issue(
                order.key.orElseThrow(), order.names, from, from.plus(lifetime).minusSeconds(1));
        order.certificate = Optional.of(certificate);
        order.status = CaOrder.Status.VALID;
        issued.put(certId(certificate), new Issued(from, from.plus(lifetime)));
    }

    static String certId(X509Certificate certificate) {
        try {
            return CertificateFacts.read(certificate.getEncoded()).certId().orElseThrow();
        } catch (CertificateEncodingException | PemException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- what answers look like

    private Map<String, Object> directory() {
        Map<String, Object> meta = new LinkedHashMap<>(Map.of("termsOfService", base + "terms"));
        binding.ifPresent(kid -> meta.put("externalAccountRequired", true));
        Map<String, Object> body = new LinkedHashMap<>(Map.of(
                "newNonce", base + "nonce",
                "newAccount", base + "account",
                "newOrder", base + "order",
                "revokeCert", base + "revoke",
                "keyChange", base + "keychange",
                "meta", meta));
        if (offersWindows) {
            body.put("renewalInfo", base + "ari");
        }
        return body;
    }

    private Transport.Response renewalInfo(String certId) {
        Issued certificate = issued.get(certId);
        if (certificate == null || weather.is(Trouble.NO_WINDOWS)) {
            return problem(404, "malformed", "no such certificate", Map.of());
        }
        Window window = weather.is(Trouble.ODD_WINDOWS) ? odd() : window(certificate);
        if (window.start().isBefore(window.end()) && window.end().isAfter(certificate.from())) {
            told.put(certId, window);
        }
        return json(
                200,
                Map.of(
                        "suggestedWindow",
                        Map.of(
                                "start",
                                window.start().toString(),
                                "end",
                                window.end().toString())),
                Map.of("retry-after", List.of("" + askAgain.toSeconds())));
    }

    private Window odd() {
        Instant now = clock.now();
        return switch (random.nextInt(3)) {
            case 0 -> new Window(now, now);
            case 1 -> new Window(now.plus(Duration.ofDays(3000)), now.plus(Duration.ofDays(3001)));
            default -> new Window(now.minus(Duration.ofDays(3001)), now.minus(Duration.ofDays(3000)));
        };
    }

    private Transport.Response view(int status, CaOrder order) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", order.status.name().toLowerCase(Locale.ROOT));
        body.put("expires", order.expires.toString());
        body.put(
                "identifiers",
                order.names.stream()
                        .map(name -> Map.of("type", "dns", "value", name))
                        .toList());
        body.put(
                "authorizations",
                order.authorizations.stream()
                        .map(a -> base + "authorization/" + a.number)
                        .toList());
        body.put("finalize", base + "finalize/" + order.number);
        order.replaces.ifPresent(id -> body.put("replaces", id));
        if (order.status == CaOrder.Status.VALID) {
            body.put("certificate", base + "certificate/" + order.number);
        }
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("location", List.of(base + "order/" + order.number));
        if (order.status == CaOrder.Status.PROCESSING) {
            headers.put("retry-after", List.of("3"));
        }
        return json(status, body, headers);
    }

    private Map<String, Object> body(CaAuthorization authorization) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", authorization.status);
        body.put("expires", authorization.expires.toString());
        body.put("identifier", Map.of("type", "dns", "value", authorization.domain()));
        if (authorization.isWildcard()) {
            body.put("wildcard", true);
        }
        List<String> types = authorization.isWildcard() ? List.of("dns-01") : List.of("http-01", "dns-01");
        body.put(
                "challenges",
                types.stream().map(type -> proof(authorization, type)).toList());
        return body;
    }

    private Map<String, Object> proof(CaAuthorization authorization, String type) {
        Map<String, Object> challenge = new LinkedHashMap<>();
        challenge.put("type", type);
        challenge.put("url", base + "challenge/" + authorization.number);
        challenge.put("status", authorization.status.equals("deactivated") ? "invalid" : authorization.status);
        challenge.put("token", authorization.token);
        authorization.error.ifPresent(text ->
                challenge.put("error", Map.of("type", "urn:ietf:params:acme:error:connection", "detail", text)));
        return challenge;
    }

    private Transport.Response problem(int status, String type, String detail, Map<String, List<String>> headers) {
        String body = Json.write(Map.of("type", "urn:ietf:params:acme:error:" + type, "detail", detail));
        return new Transport.Response(
                status, headers("application/problem+json", headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private Transport.Response json(int status, Map<String, ?> body, Map<String, List<String>> headers) {
        return new Transport.Response(
                status, headers("application/json", headers), Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, List<String>> headers(String type, Map<String, List<String>> more) {
        String nonce = "nonce-" + ++number;
        nonces.add(nonce);
        if (nonces.size() > 1000) {
            nonces.remove(nonces.iterator().next());
        }
        Map<String, List<String>> headers = new HashMap<>(more);
        headers.put("content-type", List.of(type));
        headers.put("replay-nonce", List.of(nonce));
        headers.put(
                "date",
                List.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.now().atOffset(ZoneOffset.UTC))));
        return headers;
    }
}

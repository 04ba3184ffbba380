package dev.perennial.devca;

import dev.perennial.devca.acme.AcmeServer;
import dev.perennial.devca.acme.Chance;
import dev.perennial.devca.acme.Realm;
import dev.perennial.devca.acme.Renewals;
import dev.perennial.devca.acme.Site;
import dev.perennial.devca.acme.Terms;
import dev.perennial.devca.fault.FaultLayer;
import dev.perennial.devca.fault.Levers;
import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.fault.Scenarios;
import dev.perennial.devca.fault.TlsFace;
import dev.perennial.devca.front.Controls;
import dev.perennial.devca.front.Front;
import dev.perennial.devca.front.History;
import dev.perennial.devca.front.Management;
import dev.perennial.devca.front.ServerTls;
import dev.perennial.devca.issue.Authority;
import dev.perennial.devca.issue.Hierarchy;
import dev.perennial.devca.json.Json;
import dev.perennial.devca.limit.TokenBuckets;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.prove.Prover;
import dev.perennial.devca.state.Store;
import dev.perennial.devca.time.VirtualClock;
import dev.perennial.devca.wire.RecordedRequest;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority in a box: a strict ACME server (RFC 8555) for tests and trials, which validates over the
 * real network and lies on demand. Nobody trusts its certificates, and nobody should.
 *
 * <pre>{@code
 * try (DevCa ca = DevCa.builder().start()) {
 *     client.use(ca.directoryUrl(), ca.sslContext());
 * }
 * }</pre>
 */
public final class DevCa implements AutoCloseable {
    static {
        // Without it the JDK's server sends headers and body in two packets and waits for the first to be
        // acknowledged, 40 ms a request. It is read once, when the first server of the process is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Store store;
    private final ExecutorService threads;
    private final Front front;
    private final Management management;
    private final Controls controls;
    private final Site site;
    private final Policy policy;

    private DevCa(
            Store store,
            ExecutorService threads,
            Front front,
            Management management,
            Controls controls,
            Site site,
            Policy policy) {
        this.store = store;
        this.threads = threads;
        this.front = front;
        this.management = management;
        this.controls = controls;
        this.site = site;
        this.policy = policy;
    }

    public static DevCaBuilder builder() {
        return new DevCaBuilder();
    }

    static DevCa start(DevCaBuilder settings) throws IOException {
        History history = new History(settings.clock, settings.watcher);
        int keep = settings.policy.keep();
        Store store = settings.state == null ? Store.inMemory(keep) : Store.in(settings.state, keep);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Front front = null;
        try {
            front = new Front(new InetSocketAddress(settings.listen, settings.port), history);
            return assemble(settings, store, threads, front, history);
        } catch (IOException | RuntimeException e) {
            if (front != null) {
                front.close();
            }
            threads.shutdownNow();
            store.close();
            throw e;
        }
    }

    private static DevCa assemble(
            DevCaBuilder settings, Store store, ExecutorService threads, Front front, History history)
            throws IOException {
        String host = settings.host.contains(":") ? "[" + settings.host + "]" : settings.host;
        Site site = new Site("https://" + host + ":" + front.port());
        Authority authority = new Authority(
                new Hierarchy(settings.policy, store.secrets(), settings.clock.instant()),
                site.url(Resource.CRL),
                site.url(Resource.ISSUER, "0"));
        ServerTls tls = new ServerTls(authority, settings.host);
        Realm realm = realm(settings, store, threads, site, authority);
        FaultLayer faults = new FaultLayer(
                site.origin(), settings.clock, authority, new Turning(realm.terms(), tls, realm.prover()));
        Controls controls = new Controls(
                faults, history, settings.clock, realm.renewals(), realm.terms(), authority, settings.resolver);
        faults.set(settings.scenarios);
        AcmeServer server = new AcmeServer(realm);
        store.force();
        // The last that can fail: nothing else has to close it.
        Management management = new Management(settings.managementPort, controls, threads);
        front.start(tls, threads, request -> {
            Reply reply = faults.answer(request, server::answer);
            store.force();
            return reply;
        });
        return new DevCa(store, threads, front, management, controls, site, settings.policy);
    }

    private static Realm realm(
            DevCaBuilder settings, Store store, ExecutorService threads, Site site, Authority authority) {
        return new Realm(
                site,
                settings.policy,
                store,
                authority,
                settings.clock,
                new TokenBuckets(settings.limits, settings.clock),
                new Prover(settings.policy, settings.resolver, threads),
                new Chance(settings.seed),
                new Terms(site),
                new Renewals(),
                threads);
    }

    private record Turning(Terms terms, ServerTls tls, Prover prover) implements Levers {
        @Override
        public void changeTerms() {
            terms.change();
        }

        @Override
        public void showTls(TlsFace face) {
            tls.show(face);
        }

        @Override
        public void blindViews(int count) {
            prover.setBlindViews(count);
        }

        @Override
        public void attackSolvers(boolean on) {
            prover.setAttacking(on);
        }
    }

    public URI directoryUrl() {
        return URI.create(site.url(Resource.DIRECTORY));
    }

    /** Where scenarios, time and history can be reached by HTTP; loopback only. */
    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + management.port() + "/");
    }

    /** The root of the default chain, which also vouches for the server itself. */
    public X509Certificate rootCertificate() {
        return rootCertificates().getFirst();
    }

    /** All roots: that of the default chain, then those of the alternates. */
    public List<X509Certificate> rootCertificates() {
        return roots().certificates();
    }

    /** All roots as PEM. */
    public String rootPem() {
        return roots().pem();
    }

    /** A key store that holds the roots and nothing else. */
    public KeyStore trustStore() {
        return roots().trustStore();
    }

    /** A TLS context that trusts the roots and nothing else. */
    public SSLContext sslContext() {
        return roots().sslContext();
    }

    private Roots roots() {
        return new Roots(controls.authority().hierarchy().roots());
    }

    /** What the server demands and allows, with the ports at which it validates. */
    public Policy policy() {
        return policy;
    }

    public VirtualClock clock() {
        return controls.clock();
    }

    /** Turns these scenarios on and all others off; no name turns all off.
     * @throws IllegalArgumentException if there is none of a name */
    public void scenario(String... names) {
        controls.faults().set(Arrays.stream(names).map(Scenarios::require).toList());
    }

    /** Turns scenarios on that need not be in the list, and all others off. */
    public void scenario(Scenario... scenarios) {
        controls.faults().set(List.of(scenarios));
    }

    /** The scenarios that are on. */
    public List<Scenario> scenarios() {
        return controls.faults().scenarios();
    }

    /** How many answers the scenarios have bent or replaced: a test of a client can see that it really met them. */
    public long strikes() {
        return controls.faults().strikes();
    }

    /** The requests so far, oldest first; the server remembers two thousand. */
    public List<RecordedRequest> requests() {
        return controls.history().all();
    }

    public void forgetRequests() {
        controls.history().clear();
    }

    /** Puts new terms of service in force, to which every account must agree. */
    public void changeTerms() {
        controls.terms().change();
    }

    /** Advises to renew a certificate in this window; {@code *} stands for all serial numbers.
     * @param serial in lower-case hexadecimal */
    public void forceRenewal(String serial, Instant start, Instant end) {
        controls.renewals()
                .force(
                        serial,
                        Json.write(
                                Map.of("suggestedWindow", Map.of("start", start.toString(), "end", end.toString()))));
    }

    /** Stops listening, ends what is under way, and writes the state out. */
    @Override
    public void close() {
        front.close();
        management.close();
        threads.shutdownNow();
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the state could not be written out", e);
        }
    }
}

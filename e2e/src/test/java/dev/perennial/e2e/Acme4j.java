package dev.perennial.e2e;

import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;

/** acme4j, a library, used in this JVM as its documentation shows. */
final class Acme4j implements Stranger {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KeyPair accountKey = ServerIdentity.newKey("secp256r1");

    @Override
    public String name() {
        return "acme4j";
    }

    @Override
    public String version() {
        Matcher version = Pattern.compile("acme4j-client-([0-9.]+)\\.jar")
                .matcher(Session.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        return version.find() ? version.group(1) : "?";
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.HTTP, Way.DNS);
    }

    @Override
    public Programs.Result obtain(Visit visit, String name, Way way) {
        return bounded(visit, () -> issue(visit, login(visit).newOrder().domain(name), way));
    }

    @Override
    public Programs.Result renew(Visit visit, String name) {
        return bounded(visit, () -> {
            X509Certificate old = Certificates.read(certificate(visit, name)).getFirst();
            issue(visit, login(visit).newOrder().domain(name).replaces(old), Way.HTTP);
        });
    }

    @Override
    public Programs.Result revoke(Visit visit, String name) {
        return bounded(
                visit,
                () -> Certificate.revoke(
                        login(visit),
                        Certificates.read(certificate(visit, name)).getFirst(),
                        null));
    }

    @Override
    public Path certificate(Visit visit, String name) {
        return visit.file("acme4j.pem");
    }

    private Login login(Visit visit) throws AcmeException {
        Session session =
                new Session(visit.ca().directoryUrl(), new Provider(visit.ca().sslContext()));
        return new AccountBuilder()
                .agreeToTermsOfService()
                .useKeyPair(accountKey)
                .createLogin(session);
    }

    private static void issue(Visit visit, OrderBuilder wanted, Way way)
            throws AcmeException, IOException, InterruptedException {
        Order order = wanted.create();
        try (WebServer web = visit.serve()) {
            for (Authorization authorization : order.getAuthorizations()) {
                if (authorization.getStatus() == Status.PENDING) {
                    prove(visit, authorization, way);
                }
            }
        }
        order.waitUntilReady(PATIENCE);
        order.execute(ServerIdentity.newKey("secp256r1"));
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw new AcmeException("the order is " + order.getStatus() + " " + order.getError());
        }
        try (Writer file = new FileWriter(visit.file("acme4j.pem").toFile(), StandardCharsets.UTF_8)) {
            order.getCertificate().writeCertificate(file);
        }
    }

    private static void prove(Visit visit, Authorization authorization, Way way)
            throws AcmeException, IOException, InterruptedException {
        String name = authorization.getIdentifier().getDomain();
        Challenge challenge;
        if (way == Way.DNS) {
            Dns01Challenge dns =
                    authorization.findChallenge(Dns01Challenge.class).orElseThrow();
            visit.zone().txt("_acme-challenge." + name, dns.getDigest());
            challenge = dns;
        } else {
            Http01Challenge http =
                    authorization.findChallenge(Http01Challenge.class).orElseThrow();
            Files.writeString(visit.webroot().resolve(http.getToken()), http.getAuthorization());
            challenge = http;
        }
        challenge.trigger();
        if (challenge.waitForCompletion(PATIENCE) != Status.VALID) {
            throw new AcmeException("the challenge is " + challenge.getStatus() + " " + challenge.getError());
        }
    }

    /** Something that acme4j does. */
    private interface Work {
        void run() throws AcmeException, IOException, InterruptedException;
    }

    /** Ends the work at the visit's limit, as a process would be. */
    private static Programs.Result bounded(Visit visit, Work work) {
        FutureTask<Programs.Result> task = new FutureTask<>(() -> result(work));
        Thread thread = Thread.ofVirtual().start(task);
        try {
            return task.get(visit.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new Programs.Result(Programs.ENDED, "ended at the limit");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Programs.Result result(Work work) throws InterruptedException {
        try {
            work.run();
            return new Programs.Result(0, "");
        } catch (AcmeException | IOException | RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return new Programs.Result(1, trace.toString());
        }
    }

    /** Trusts the CA of the visit and nobody else. */
    private static final class Provider extends AbstractAcmeProvider {
        private final SSLContext trust;

        Provider(SSLContext trust) {
            this.trust = trust;
        }

        @Override
        public boolean accepts(URI server) {
            return true;
        }

        @Override
        public URL resolve(URI server) {
            try {
                return server.toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public HttpClient createHttpClient(NetworkSettings settings) {
            return HttpClient.newBuilder()
                    .sslContext(trust)
                    .connectTimeout(settings.getTimeout())
                    .build();
        }
    }
}

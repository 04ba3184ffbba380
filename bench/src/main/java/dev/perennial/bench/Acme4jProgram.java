package dev.perennial.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;
import org.shredzone.acme4j.util.KeyPairUtils;

/** Gets a certificate with acme4j in the way its documentation shows: {@code DIRECTORY ROOT HOME PORT NAME…}. */
final class Acme4jProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    private Acme4jProgram(Path home) {
        this.home = home;
    }

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        SSLContext trust = Trust.in(Path.of(arguments[1]));
        Session session = new Session(URI.create(arguments[0]), new Provider(trust));
        Acme4jProgram program = new Acme4jProgram(Path.of(arguments[2]));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[3]));
        program.issue(session, address, List.of(arguments).subList(4, arguments.length));
    }

    private void issue(Session session, InetSocketAddress address, List<String> names)
            throws AcmeException, IOException, InterruptedException {
        Order order = login(session).newOrder().domains(names).create();
        HttpServer web = HttpServer.create(address, 50);
        web.createContext("/", exchange -> {
            byte[] answer =
                    answers.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        web.start();
        try {
            for (Authorization authorization : order.getAuthorizations()) {
                prove(authorization);
            }
        } finally {
            web.stop(0);
        }
        order.waitUntilReady(PATIENCE);
        KeyPair key = KeyPairUtils.createECKeyPair("secp256r1");
        order.execute(key);
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw new AcmeException("the order is " + order.getStatus());
        }
        try (FileWriter certificate = writer(names.getFirst() + ".crt");
                FileWriter keyFile = writer(names.getFirst() + ".key")) {
            order.getCertificate().writeCertificate(certificate);
            KeyPairUtils.writeKeyPair(key, keyFile);
        }
    }

    private void prove(Authorization authorization) throws AcmeException, InterruptedException {
        Http01Challenge challenge =
                authorization.findChallenge(Http01Challenge.class).orElseThrow();
        answers.put("/.well-known/acme-challenge/" + challenge.getToken(), challenge.getAuthorization());
        challenge.trigger();
        if (challenge.waitForCompletion(PATIENCE) != Status.VALID) {
            throw new AcmeException("the challenge is " + challenge.getStatus());
        }
    }

    /** The account is kept: its key and its URL, as the documentation advises. */
    private Login login(Session session) throws AcmeException, IOException {
        Path keyFile = home.resolve("account.key");
        Path urlFile = home.resolve("account.url");
        if (Files.exists(urlFile)) {
            URL url = URI.create(Files.readString(urlFile)).toURL();
            try (FileReader in = new FileReader(keyFile.toFile(), StandardCharsets.US_ASCII)) {
                return session.login(url, KeyPairUtils.readKeyPair(in));
            }
        }
        KeyPair key = KeyPairUtils.createECKeyPair("secp256r1");
        try (FileWriter out = writer("account.key")) {
            KeyPairUtils.writeKeyPair(key, out);
        }
        Login login =
                new AccountBuilder().agreeToTermsOfService().useKeyPair(key).createLogin(session);
        Files.writeString(urlFile, login.getAccount().getLocation().toString());
        return login;
    }

    private FileWriter writer(String name) throws IOException {
        return new FileWriter(home.resolve(name).toFile(), StandardCharsets.US_ASCII);
    }

    /** Trusts one root and nobody else. */
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
            } catch (IOException e) {
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

package dev.perennial.devca.junit;

import com.sun.net.httpserver.HttpServer;
import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.Challenge;
import dev.perennial.acme.DnsName;
import dev.perennial.acme.HttpTransport;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IssueListener;
import dev.perennial.acme.IssueRequest;
import dev.perennial.acme.Issuer;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.NewAccount;
import dev.perennial.acme.NewOrder;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.acme.TimeSource;
import dev.perennial.acme.crypto.CertificateRequest;
import dev.perennial.acme.crypto.KeyType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A small ACME client, such as somebody may want to test: one name, one certificate, http-01. */
final class CertificateFetcher {
    private final int port;
    private final URI directory;
    private final List<X509Certificate> roots;

    CertificateFetcher(int port, URI directory, List<X509Certificate> roots) {
        this.port = port;
        this.directory = directory;
        this.roots = roots;
    }

    X509Certificate fetch(String name) throws AcmeException, InterruptedException {
        TimeSource time = TimeSource.system();
        try (AcmeClient client = new AcmeClient(directory, new HttpTransport("fetcher/1", roots), time)) {
            JwsKey account = JwsKey.of(KeyType.EC_P256.generate());
            URI url = client.newAccount(account, new NewAccount(List.of(), true, Optional.empty()))
                    .url();
            Set<Identifier> names = Set.of(new DnsName(name));
            IssueRequest request = new IssueRequest(
                    NewOrder.of(names),
                    CertificateRequest.create(KeyType.EC_P256.generate(), names, false),
                    each -> List.of(new Responder(port)),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofMinutes(1));
            return new Issuer(client.session(account, url), time, IssueListener.NONE)
                    .issue(request)
                    .leaf();
        }
    }

    private record Responder(int port) implements Solver {
        @Override
        public String name() {
            return Challenge.HTTP_01;
        }

        @Override
        public String challengeType() {
            return Challenge.HTTP_01;
        }

        @Override
        public Proof present(ProofRequest request) throws SolverException {
            byte[] body = request.keyAuthorization().value().getBytes(StandardCharsets.US_ASCII);
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
                server.createContext("/.well-known/acme-challenge/", exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
                server.start();
                return new Answering(server);
            } catch (IOException e) {
                throw new SolverException("port " + port + " is taken", "", e);
            }
        }
    }

    private record Answering(HttpServer server) implements Solver.Proof {
        @Override
        public void await() {}

        @Override
        public void close() {
            server.stop(0);
        }
    }
}

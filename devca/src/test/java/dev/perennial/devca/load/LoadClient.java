package dev.perennial.devca.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/** A client with one account and one connection, which does what an issuance takes and nothing besides. */
final class LoadClient implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NONCES = 5;

    private final Connection connection;
    private final URI directory;
    private final LoadKey key;
    private final LoadKey certificateKey = LoadKey.fresh();
    private Answer urls = new Answer(0, "", "", "");
    private String kid = "";
    private String nonce = "";

    LoadClient(URI directory, SSLSocketFactory tls, LoadKey key) {
        this.directory = directory;
        this.connection = new Connection(tls);
        this.key = key;
    }

    /** A certificate as it was delivered. */
    record Issued(String order, String url, String pem) {}

    String kid() {
        return kid;
    }

    /** Drops what the server no longer has after a pause, or after it was started again. */
    void reconnect() throws IOException {
        connection.close();
        nonce = "";
    }

    /** Registers the account, if it is not yet known. */
    String register() throws IOException {
        urls = connection.send("GET", directory, new byte[0]);
        kid = expect(2, post(urls.member("newAccount"), "{\"termsOfServiceAgreed\":true}"))
                .location();
        return kid;
    }

    /** Goes the whole way from the order to the certificate, over http-01. */
    Issued issue(String name) throws IOException, InterruptedException {
        Answer order = expect(
                2, post(urls.member("newOrder"), "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"" + name + "\"}]}"));
        String authorization = order.body().substring(order.body().indexOf("\"authorizations\""));
        authorization = authorization.substring(authorization.indexOf("https"));
        authorization = authorization.substring(0, authorization.indexOf('"'));
        String challenge = expect(2, read(authorization)).objectWith("\"http-01\"");
        expect(2, post(Answer.member(challenge, "url"), "{}"));
        await(order.location(), "ready");
        expect(2, post(order.member("finalize"), "{\"csr\":\"" + certificateKey.csr(name) + "\"}"));
        String certificate = await(order.location(), "valid").member("certificate");
        return new Issued(
                order.location(), certificate, expect(2, read(certificate)).body());
    }

    private Answer await(String order, String wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = PAUSE;
        while (System.nanoTime() < deadline) {
            Answer answer = expect(2, read(order));
            String status = status(answer);
            if (status.equals(wanted)) {
                return answer;
            }
            if (status.equals("invalid")) {
                throw new IllegalStateException("the order is invalid: " + answer.body());
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
        throw new IOException("the order does not become " + wanted);
    }

    /** An order may hold the status of other things too, but only a certificate makes it valid. */
    private static String status(Answer order) {
        return order.member("status");
    }

    Answer read(String url) throws IOException {
        return post(url, "");
    }

    Answer revoke(String certificate) throws IOException {
        return post(urls.member("revokeCert"), "{\"certificate\":\"" + certificate + "\"}");
    }

    /** Whether renewal information is given for the certificate of this identity (RFC 9773 §4.1). */
    boolean isKnown(String certId) throws IOException {
        URI url = URI.create(urls.member("renewalInfo") + "/" + certId);
        return connection.send("GET", url, new byte[0]).status() == 200;
    }

    /** A nonce that is refused is replaced by that of the refusal (RFC 8555 §6.5). */
    private Answer post(String url, String payload) throws IOException {
        Answer answer = new Answer(0, "", "", "");
        for (int attempt = 0; attempt < NONCES; attempt++) {
            if (nonce.isEmpty()) {
                nonce = connection
                        .send("HEAD", URI.create(urls.member("newNonce")), new byte[0])
                        .nonce();
            }
            String signer = kid.isEmpty() ? "\"jwk\":" + key.jwk() : "\"kid\":\"" + kid + "\"";
            byte[] body = key.sign("\"nonce\":\"" + nonce + "\",\"url\":\"" + url + "\"," + signer, payload);
            nonce = "";
            answer = connection.send("POST", URI.create(url), body);
            nonce = answer.nonce();
            if (!answer.body().contains(":badNonce\"")) {
                return answer;
            }
        }
        return answer;
    }

    static Answer expect(int hundreds, Answer answer) {
        if (answer.status() / 100 != hundreds) {
            throw new IllegalStateException("status " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}

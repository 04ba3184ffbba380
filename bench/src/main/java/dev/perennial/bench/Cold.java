package dev.perennial.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;

/** What an ACME client cannot do without, by the JDK alone, each step timed: {@code DIRECTORY-URL ROOT-FILE}. */
final class Cold {
    private Cold() {}

    public static void main(String[] arguments) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = step("the first P-256 key", generator::generateKeyPair);
        step("the first ES256 signature", () -> sign(key));
        step("the second", () -> sign(key));
        SSLContext trust = step("TLS context with one root", () -> Trust.in(Path.of(arguments[1])));
        try (HttpClient client = step(
                "HTTP client", () -> HttpClient.newBuilder().sslContext(trust).build())) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(arguments[0])).build();
            step(
                    "connection, TLS handshake, first GET",
                    () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
            step("second GET", () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
            client.shutdownNow();
        }
    }

    private static <T> T step(String name, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T made = work.call();
        System.out.printf(Locale.ROOT, "step %s: %.6f%n", name, (System.nanoTime() - start) / 1e9);
        return made;
    }

    private static byte[] sign(KeyPair key) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(new byte[300]);
        return signature.sign();
    }
}

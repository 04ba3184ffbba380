package dev.perennial.devca.load;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A {@link LoadServer} and the pipes to it. It ends with this JVM, since its standard input does. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final URI directory;
    private final String roots;
    private final SSLSocketFactory tls;

    private ServerProcess(Process process, BufferedReader output, URI directory, String roots) {
        this.process = process;
        this.output = output;
        this.directory = directory;
        this.roots = roots;
        this.tls = trusting(roots);
    }

    /** What to start, beyond what {@link LoadServer} is told by its arguments: options of the JVM. */
    static ServerProcess start(List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LoadServer.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null || !line.startsWith("ready ")) {
            process.destroyForcibly();
            throw new IOException("the server did not start: " + line);
        }
        String[] words = line.split(" ");
        URLConnection roots = URI.create(words[2] + "roots").toURL().openConnection();
        String pem = new String(roots.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return new ServerProcess(process, output, URI.create(words[1]), pem);
    }

    /** TLS that trusts these certificates and no others. */
    static SSLSocketFactory trusting(String pem) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var root : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
                store.setCertificateEntry("root-" + store.size(), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI directory() {
        return directory;
    }

    /** The roots of the CA, PEM. */
    String roots() {
        return roots;
    }

    SSLSocketFactory tls() {
        return tls;
    }

    Process process() {
        return process;
    }

    /** Gives an order and waits for the answer. */
    String order(String line) throws IOException {
        process.outputWriter().write(line + "\n");
        process.outputWriter().flush();
        String answer = output.readLine();
        if (answer == null) {
            throw new IOException("the server has ended");
        }
        return answer;
    }

    /** Octets in use on its heap after a collection. */
    long heap() throws IOException {
        return Long.parseLong(order("heap"));
    }

    /** Octets of memory that a process has, as far as the system tells. */
    static long resident(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return !Files.isReadable(status)
                ? 0
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                        .sum();
    }

    static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it in order; after half a minute by force. */
    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package dev.perennial.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A TLS certificate for localhost of a root of its own, in files. */
record Identity(Path root, Path certificate, Path key) {
    static Identity create(Path directory) throws IOException, InterruptedException {
        Identity made = new Identity(
                directory.resolve("root.pem"), directory.resolve("server.pem"), directory.resolve("server.key"));
        String rootKey = directory.resolve("root.key").toString();
        openssl("-subj", "/CN=Bench root", "-keyout", rootKey, "-out", made.root.toString());
        openssl(
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-CA",
                made.root.toString(),
                "-CAkey",
                rootKey,
                "-keyout",
                made.key.toString(),
                "-out",
                made.certificate.toString());
        return made;
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        Command command = Command.of(Path.of("/"), "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt")
                .and("ec_paramgen_curve:P-256", "-nodes", "-days", "30")
                .and(arguments);
        Process process =
                new ProcessBuilder(command.words()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("openssl: " + output);
        }
    }
}

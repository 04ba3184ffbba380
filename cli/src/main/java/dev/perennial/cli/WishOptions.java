package dev.perennial.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The header lines that say what the certificate is to be. Each has the name and the syntax of its line. */
final class WishOptions {
    @Option(
            names = "--key",
            paramLabel = "TYPE",
            description = "\"ec-p256 rotate\" (the default): ec-p256, ec-p384, ec-p521, ed25519, rsa-2048 to rsa-8192;"
                    + " then rotate for a fresh key at each renewal, or keep")
    Optional<String> key = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "a certificate profile that the CA offers")
    Optional<String> profile = Optional.empty();

    @Option(names = "--csr", paramLabel = "FILE", description = "use this signing request; its key stays where it is")
    Optional<Path> csr = Optional.empty();

    @Option(
            names = "--chain",
            paramLabel = "ISSUER",
            description = "of several chains take the one whose topmost certificate was issued by this common name")
    Optional<String> chain = Optional.empty();

    @Option(names = "--must-staple", description = "ask for the TLS feature extension (RFC 7633)")
    boolean mustStaple;

    @Option(names = "--lifetime", paramLabel = "TIME", description = "ask the CA for this lifetime: 7d, 36h")
    Optional<String> lifetime = Optional.empty();

    @Option(names = "--deploy", paramLabel = "LINE", description = "a deploy line for the header; repeatable")
    List<String> deploy = new ArrayList<>();

    @Option(names = "--check", paramLabel = "URL", description = "a check line for the header; repeatable")
    List<String> check = new ArrayList<>();

    void writeTo(HeaderText header, Optional<Path> caRoot) throws UsageException {
        header.line("key", key);
        header.line("profile", profile);
        header.line("ca-root", caRoot.map(Path::toString));
        header.line("csr", csr.map(file -> file.toAbsolutePath().normalize().toString()));
        header.line("chain", chain);
        header.line("must-staple", mustStaple ? Optional.of("yes") : Optional.empty());
        header.line("lifetime", lifetime);
        for (String line : deploy) {
            header.line("deploy", line);
        }
        for (String line : check) {
            header.line("check", line);
        }
    }
}

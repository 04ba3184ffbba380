package dev.perennial.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header lines that say what the certificate is to be. Each has the name and the syntax of its line. */
final class WishOptions {
    Optional<String> key = Optional.empty();
    Optional<String> profile = Optional.empty();

    Optional<Path> csr = Optional.empty();
    Optional<String> chain = Optional.empty();

    boolean mustStaple;
    Optional<String> lifetime = Optional.empty();

    List<String> deploy = new ArrayList<>();
    List<String> check = new ArrayList<>();

    void declare(Syntax syntax) {
        syntax.option(
                "--key",
                "TYPE",
                "\"ec-p256 rotate\" (the default): ec-p256, ec-p384, ec-p521, ed25519, rsa-2048 to rsa-8192;"
                        + " then rotate for a fresh key at each renewal, or keep",
                value -> key = Optional.of(value));
        syntax.option(
                "--profile", "NAME", "a certificate profile that the CA offers", value -> profile = Optional.of(value));
        syntax.option(
                "--csr",
                "FILE",
                "use this signing request; its key stays where it is",
                value -> csr = Optional.of(Path.of(value)));
        syntax.option(
                "--chain",
                "ISSUER",
                "of several chains take the one whose topmost certificate was issued by this common name",
                value -> chain = Optional.of(value));
        syntax.flag("--must-staple", "ask for the TLS feature extension (RFC 7633)", () -> mustStaple = true);
        syntax.option(
                "--lifetime", "TIME", "ask the CA for this lifetime: 7d, 36h", value -> lifetime = Optional.of(value));
        syntax.options("--deploy", "LINE", "a deploy line for the header; repeatable", deploy::add);
        syntax.options("--check", "URL", "a check line for the header; repeatable", check::add);
    }

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

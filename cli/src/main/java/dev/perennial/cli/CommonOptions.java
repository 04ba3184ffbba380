package dev.perennial.cli;

import dev.perennial.keeper.Header;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Options of every subcommand, before it or after it. */
final class CommonOptions {
    Optional<Path> basedir = Optional.empty();
    Optional<Path> caRoot = Optional.empty();

    Optional<String> resolver = Optional.empty();
    Optional<Duration> grace = Optional.empty();

    boolean agree;
    Optional<String> eabKid = Optional.empty();

    Optional<String> eabKeyFile = Optional.empty();
    Optional<String> eabAlgorithm = Optional.empty();

    boolean json;
    boolean verbose;

    boolean quiet;
    boolean help;

    void declare(Syntax syntax) {
        syntax.option(
                "--basedir",
                "DIR",
                "where certs/ and private/ are; else PERENNIAL_BASEDIR, else /etc/ssl for root and"
                        + " ~/.acme for others",
                value -> basedir = Optional.of(Path.of(value)));
        syntax.option(
                "--ca-root",
                "FILE",
                "trust the root certificates in this PEM file too; with 'new', the certificate remembers it",
                value -> caRoot = Optional.of(Path.of(value)));
        syntax.option(
                "--resolver",
                "HOST[:PORT]",
                "ask this DNS server instead of the system's",
                value -> resolver = Optional.of(value));
        syntax.option(
                "--grace",
                "TIME",
                "renew at the latest when this much is left, or half the lifetime where that is shorter:"
                        + " 7d (the default), 36h",
                value -> grace = Optional.of(Header.lifetime(value)));
        syntax.flag(
                "--agree",
                "answer yes to every yes-or-no question: the CA's terms of service, and whether you are sure",
                () -> agree = true);
        syntax.option(
                "--eab-kid",
                "KID",
                "key identifier of the external account that the CA wants",
                value -> eabKid = Optional.of(value));
        syntax.option(
                "--eab-key-file",
                "FILE",
                "file with its secret in base64; - reads it from standard input",
                value -> eabKeyFile = Optional.of(value));
        syntax.option(
                "--eab-algorithm",
                "ALG",
                "HS256 (the default), HS384 or HS512",
                value -> eabAlgorithm = Optional.of(value));
        syntax.flag(
                "--json",
                "speak JSON on standard output, an object a line: events as they happen, then the result",
                () -> json = true);
        syntax.flag("--verbose", "tell more of what happens", () -> verbose = true);
        syntax.flag("--quiet", "tell errors only, and what a person has to do", () -> quiet = true);
        syntax.flag("--help", "show what a command does and its options", () -> help = true);
    }
}

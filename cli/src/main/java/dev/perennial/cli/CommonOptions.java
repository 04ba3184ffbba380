package dev.perennial.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every subcommand, before it or after it. */
final class CommonOptions {
    @Option(
            names = "--basedir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "where certs/ and private/ are; else PERENNIAL_BASEDIR, else /etc/ssl for root and"
                    + " ~/.acme for others")
    Optional<Path> basedir = Optional.empty();

    @Option(
            names = "--ca-root",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "trust the root certificates in this PEM file too; with 'new', the certificate remembers it")
    Optional<Path> caRoot = Optional.empty();

    @Option(
            names = "--resolver",
            paramLabel = "HOST[:PORT]",
            scope = ScopeType.INHERIT,
            description = "ask this DNS server instead of the system's")
    Optional<String> resolver = Optional.empty();

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            description = "renew at the latest when this much is left, or half the lifetime where that is shorter:"
                    + " 7d (the default), 36h")
    Optional<Duration> grace = Optional.empty();

    @Option(
            names = "--agree",
            scope = ScopeType.INHERIT,
            description = "answer yes to every yes-or-no question: the CA's terms of service, and whether you are sure")
    boolean agree;

    @Option(
            names = "--eab-kid",
            paramLabel = "KID",
            scope = ScopeType.INHERIT,
            description = "key identifier of the external account that the CA wants")
    Optional<String> eabKid = Optional.empty();

    @Option(
            names = "--eab-key-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "file with its secret in base64; - reads it from standard input")
    Optional<String> eabKeyFile = Optional.empty();

    @Option(
            names = "--eab-algorithm",
            paramLabel = "ALG",
            scope = ScopeType.INHERIT,
            description = "HS256 (the default), HS384 or HS512")
    Optional<String> eabAlgorithm = Optional.empty();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "speak JSON on standard output, an object a line: events as they happen, then the result")
    boolean json;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "tell more of what happens")
    boolean verbose;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "tell errors only, and what a person has to do")
    boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show what a command does and its options")
    boolean help;
}

package dev.perennial.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where names are proven, by whom, and how: the header lines that {@code authorize} needs too. */
final class ProofOptions {
    static final String USUAL_CA = "letsencrypt";

    @Option(
            names = "--ca",
            paramLabel = "CA",
            description = "the certificate authority: a name such as letsencrypt (the default), letsencrypt-staging,"
                    + " zerossl, google, or the URL of an ACME directory")
    Optional<String> ca = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "EMAIL",
            description = "the account, by its e-mail address; else the only one there is")
    Optional<String> account = Optional.empty();

    @Option(
            names = "--challenge",
            paramLabel = "LINE",
            description = "how names are proven: [PATTERN] TYPE [METHOD] [NAME=VALUE]..., such as"
                    + " \"http-01 webroot=/var/www/html\" or \"*.example.com dns-01 manual\"; repeatable;"
                    + " the default is \"http-01 listen=:80\"")
    List<String> challenges = new ArrayList<>();

    @Option(names = "--exact", description = "ask for these names only: www.example.com brings no example.com with it")
    boolean exact;

    @Option(names = "--no-self-test", description = "ask the CA without looking at the proofs from here before")
    boolean noSelfTest;

    void writeTo(HeaderText header, String email) throws UsageException {
        header.line("account", email);
        header.line("ca", ca);
        for (String challenge : challenges) {
            header.line("challenge", challenge);
        }
    }
}

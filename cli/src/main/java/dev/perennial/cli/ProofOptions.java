package dev.perennial.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where names are proven, by whom, and how: the header lines that {@code authorize} needs too. */
final class ProofOptions {
    static final String USUAL_CA = "letsencrypt";

    Optional<String> ca = Optional.empty();
    Optional<String> account = Optional.empty();

    List<String> challenges = new ArrayList<>();
    boolean exact;

    boolean noSelfTest;

    void declare(Syntax syntax) {
        syntax.option(
                "--ca",
                "CA",
                "the certificate authority: a name such as letsencrypt (the default), letsencrypt-staging,"
                        + " zerossl, google, or the URL of an ACME directory",
                value -> ca = Optional.of(value));
        syntax.option(
                "--account",
                "EMAIL",
                "the account, by its e-mail address; else the only one there is",
                value -> account = Optional.of(value));
        syntax.options(
                "--challenge",
                "LINE",
                "how names are proven: [PATTERN] TYPE [METHOD] [NAME=VALUE]..., such as"
                        + " \"http-01 webroot=/var/www/html\" or \"*.example.com dns-01 manual\"; repeatable;"
                        + " the default is \"http-01 listen=:80\"",
                challenges::add);
        syntax.flag(
                "--exact",
                "ask for these names only: www.example.com brings no example.com with it",
                () -> exact = true);
        syntax.flag(
                "--no-self-test", "ask the CA without looking at the proofs from here before", () -> noSelfTest = true);
    }

    void writeTo(HeaderText header, String email) throws UsageException {
        header.line("account", email);
        header.line("ca", ca);
        for (String challenge : challenges) {
            header.line("challenge", challenge);
        }
    }
}

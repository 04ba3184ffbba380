package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.ErrorType;
import dev.perennial.acme.Problem;
import dev.perennial.acme.Reaction;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A failed try on one certificate, sorted: what to tell, when to try again, and whether it was a failure at all or only
 * too early.
 *
 * @param deferred the CA asked to wait, could not be reached, or is still at work
 * @param retryAt when the CA said so, else absent for the usual back-off
 */
record Failure(String reason, String hint, boolean deferred, Optional<Instant> retryAt) {
    /** RFC 9110 §15.6.2. */
    private static final int NOT_IMPLEMENTED = 501;

    private static final String NOTHING_LOST = "nothing is lost; the next run tries again";
    private static final int MOST_CAUSES = 20;

    /** A fault of ours. */
    static Failure of(RuntimeException e) {
        return new Failure("a fault in Perennial: " + e, "please report it", false, Optional.empty());
    }

    static Failure of(KeeperException e) {
        return new Failure(e.getMessage(), e.hint(), e.retryAt().isPresent(), e.retryAt());
    }

    static Failure of(AcmeException e) {
        return switch (e) {
            case AcmeException.Refused refused -> of(refused);
            case AcmeException.TimedOut late ->
                new Failure(e.getMessage(), "the next run goes on with the same order", true, late.retryAt());
            case AcmeException.Unreachable unreachable -> of(unreachable);
            case AcmeException.NotProven unproven ->
                new Failure(e.getMessage(), hint(unproven), false, Optional.empty());
            case AcmeException.Unusable ignored ->
                new Failure(e.getMessage(), "the certificate in place was not touched", false, Optional.empty());
            case AcmeException.Broken ignored ->
                new Failure(e.getMessage(), "this is a fault of the CA; tell its operator", false, Optional.empty());
        };
    }

    private static String hint(AcmeException.NotProven e) {
        boolean noWay = e.failures().stream()
                .allMatch(f -> f.solver().isEmpty() && f.problem().isEmpty());
        return noWay
                ? "add a challenge: line of a type that the CA offers"
                : "make the proof visible to the CA, then run it again";
    }

    /** Time heals an outage, but not a root that is missing. */
    private static Failure of(AcmeException.Unreachable e) {
        List<Throwable> causes = causes(e);
        if (causes.stream().anyMatch(Failure::isAboutTime)) {
            String hint = "the CA's operator has to renew it, unless this machine's clock is wrong";
            return new Failure(e.getMessage(), hint, false, Optional.empty());
        }
        if (causes.stream().anyMatch(CertificateException.class::isInstance)) {
            String hint = "--ca-root FILE trusts a private CA's root; a public CA's means that somebody is in between";
            return new Failure(e.getMessage(), hint, false, Optional.empty());
        }
        return new Failure(e.getMessage(), NOTHING_LOST, true, Optional.empty());
    }

    private static boolean isAboutTime(Throwable cause) {
        return cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException;
    }

    private static List<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .toList();
    }

    private static Failure of(AcmeException.Refused e) {
        Problem problem = e.problem();
        Reaction reaction = problem.reaction();
        if (reaction == Reaction.DEFER && e.retryAt().isEmpty() && e.link().isPresent()) {
            // The page of a pause has a secret in it.
            return new Failure(
                    e.getMessage(),
                    "a person must lift this at the CA: perennial resume shows where, and goes on afterwards",
                    true,
                    Optional.empty());
        }
        if (reaction == Reaction.FRESH_NONCE) {
            return new Failure(e.getMessage(), NOTHING_LOST, true, Optional.empty());
        }
        String hint = e.link().map(link -> "see " + link).orElse("");
        if (reaction == Reaction.DEFER) {
            return new Failure(e.getMessage(), hint, true, e.retryAt());
        }
        boolean serverTrouble = reaction == Reaction.SAME_AGAIN_LATER
                || problem.type() instanceof ErrorType.Unknown && problem.status() >= 500;
        return new Failure(e.getMessage(), hint.isEmpty() ? hintFor(problem) : hint, serverTrouble, e.retryAt());
    }

    private static String hintFor(Problem problem) {
        if (problem.status() == NOT_IMPLEMENTED || problem.is(ErrorType.Known.NOT_IMPLEMENTED)) {
            return "this CA does not offer what was asked, and waiting does not change that";
        }
        return problem.type() instanceof ErrorType.Known known
                ? switch (known) {
                    case EXTERNAL_ACCOUNT_REQUIRED -> "give the CA's credentials: --eab-kid KID --eab-key-file FILE";
                    case INVALID_PROFILE -> "choose one of the CA's profiles with --profile, or none";
                    case BAD_PUBLIC_KEY -> "choose another key type, such as --key ec-p256";
                    case UNAUTHORIZED -> "is the account still valid? perennial account show --online tells";
                    case ACCOUNT_DOES_NOT_EXIST -> "perennial recover finds the account or makes a new one";
                    case CAA -> "let the CA issue for this name in the CAA records";
                    case INVALID_CONTACT, UNSUPPORTED_CONTACT -> "give a contact that the CA takes with --contact";
                    case MALFORMED ->
                        "the CA refused the request as it stands; the lifetime or the names may be the reason";
                    case REJECTED_IDENTIFIER, UNSUPPORTED_IDENTIFIER ->
                        "the CA does not issue for what was asked; change the names";
                    default -> "";
                }
                : "";
    }
}

package dev.perennial.keeper;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.CertificateFacts;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an order for one certificate takes of a CA's limits, and which of them it must find something left of.
 *
 * @param ca the URL of the CA's directory
 * @param account by its e-mail address
 * @param renewal whether a certificate of this CA for exactly these names is in place
 * @param free whether no limit stops it: it falls into the CA's own renewal window, as CAs that give one promise, or the
 *     order is placed already
 * @param urgent whether so little of the lifetime is left that only what the CA said itself holds it back
 */
record Demand(
        URI ca,
        String account,
        Set<Identifier> names,
        List<RateLimit> limits,
        boolean renewal,
        boolean free,
        boolean urgent) {
    private static final int LONGEST_SUBJECT = 80;

    /**
     * One token of one bucket.
     *
     * @param subject the domain, name or set it is for; empty where the account or the machine has one bucket
     */
    record Token(RateLimit limit, String subject) {}

    static Demand of(Entry.Kept entry, CertificateNotes notes, CaDirectory authorities, Instant now)
            throws KeeperException {
        Wish wish = entry.wish();
        URI ca = authorities.resolve(wish.ca());
        Optional<CertificateAuthority> known = authorities.byUrl(ca);
        boolean renewal = known.isPresent()
                && entry.certificate()
                        .filter(c -> c.identifiers().equals(wish.names()))
                        .flatMap(authorities::byIssuer)
                        .filter(known.get()::equals)
                        .isPresent();
        return new Demand(
                ca,
                wish.account(),
                wish.names(),
                known.map(CertificateAuthority::rateLimits).orElse(List.of()),
                renewal,
                insideWindow(entry, notes, now)
                        || notes.order().filter(o -> o.directory().equals(ca)).isPresent(),
                entry.certificate().filter(c -> !now.isBefore(Schedule.line(c))).isPresent());
    }

    /** A new account, and nothing else. */
    static Demand ofAccount(URI ca, String account, CaDirectory authorities) {
        List<RateLimit> limits =
                authorities.byUrl(ca).map(CertificateAuthority::rateLimits).orElse(List.of());
        return new Demand(ca, account, Set.of(), limits, false, false, false);
    }

    /** The same as an order that replaces nothing. */
    Demand withoutReplaces() {
        return new Demand(ca, account, names, limits, renewal, false, urgent);
    }

    private static boolean insideWindow(Entry.Kept entry, CertificateNotes notes, Instant now) {
        return notes.window()
                .filter(w -> entry.certificate()
                        .flatMap(CertificateFacts::certId)
                        .filter(w.certId()::equals)
                        .isPresent())
                .filter(w -> !now.isBefore(w.start()) && now.isBefore(w.end()))
                .isPresent();
    }

    /** Taken when an account is made. */
    List<Token> atAccount() {
        return tokens(RateLimit.Kind.NEW_ACCOUNTS);
    }

    /** Taken when the order is placed. */
    List<Token> atOrder() {
        return free ? List.of() : tokens(RateLimit.Kind.NEW_ORDERS);
    }

    /** Taken when the certificate is made. That of the set is counted even where it stops nothing. */
    List<Token> atIssue() {
        List<Token> tokens = new ArrayList<>(free ? List.of() : tokens(RateLimit.Kind.CERTIFICATES_PER_DOMAIN));
        tokens.addAll(tokens(RateLimit.Kind.CERTIFICATES_PER_SET));
        return tokens;
    }

    /** Taken when the CA refuses a proof. */
    List<Token> atFailure(Identifier name) {
        List<Token> tokens = new ArrayList<>();
        for (RateLimit.Kind kind : List.of(RateLimit.Kind.FAILED_VALIDATIONS, RateLimit.Kind.FAILURES_IN_A_ROW)) {
            limit(kind).ifPresent(limit -> tokens.add(new Token(limit, bare(name))));
        }
        return tokens;
    }

    /** What must have something left for the order to be placed. */
    List<Token> needed() {
        if (free) {
            return List.of();
        }
        List<Token> tokens = new ArrayList<>(atOrder());
        tokens.addAll(atIssue());
        tokens.addAll(tokens(RateLimit.Kind.FAILED_VALIDATIONS));
        tokens.addAll(tokens(RateLimit.Kind.FAILURES_IN_A_ROW));
        return tokens;
    }

    /** What counts the failures of these names without a success. */
    List<Token> failuresInARow() {
        return tokens(RateLimit.Kind.FAILURES_IN_A_ROW);
    }

    /** Everything the CA may hold back that would hold this back. */
    Set<String> scopes() {
        Set<String> scopes = new LinkedHashSet<>();
        for (RateLimit.Kind kind : RateLimit.Kind.values()) {
            subjects(kind).forEach(subject -> scopes.add(scope(kind, subject)));
        }
        return scopes;
    }

    /** What a limit of this kind is about in this order; several where it has several domains or names. */
    Set<String> scopes(RateLimit.Kind kind) {
        return subjects(kind).stream().map(subject -> scope(kind, subject)).collect(Collectors.toSet());
    }

    static String nameScope(Identifier name) {
        return scope(RateLimit.Kind.FAILED_VALIDATIONS, bare(name));
    }

    private static String scope(RateLimit.Kind kind, String subject) {
        return switch (kind) {
            case NEW_ACCOUNTS -> "machine";
            case NEW_ORDERS -> "account";
            case CERTIFICATES_PER_DOMAIN -> "domain " + subject;
            case CERTIFICATES_PER_SET -> "set " + subject;
            case FAILED_VALIDATIONS, FAILURES_IN_A_ROW -> "name " + subject;
        };
    }

    private List<Token> tokens(RateLimit.Kind kind) {
        return limit(kind).filter(limit -> !(renewal && limit.sparesRenewals())).stream()
                .flatMap(limit -> subjects(kind).stream().map(subject -> new Token(limit, subject)))
                .toList();
    }

    private Optional<RateLimit> limit(RateLimit.Kind kind) {
        return limits.stream().filter(limit -> limit.kind() == kind).findFirst();
    }

    private Set<String> subjects(RateLimit.Kind kind) {
        return switch (kind) {
            case NEW_ACCOUNTS, NEW_ORDERS -> Set.of("");
            case CERTIFICATES_PER_DOMAIN ->
                names.stream().map(RegisteredDomain::of).collect(Collectors.toCollection(TreeSet::new));
            case CERTIFICATES_PER_SET -> Set.of(set(names));
            case FAILED_VALIDATIONS, FAILURES_IN_A_ROW ->
                names.stream().map(Demand::bare).collect(Collectors.toCollection(TreeSet::new));
        };
    }

    /** A wildcard is proven, and fails, as the name it stands for. */
    private static String bare(Identifier name) {
        return name instanceof DnsName dns ? dns.base().value() : name.value();
    }

    /** A set of names as one word of bounded length. */
    private static String set(Set<Identifier> names) {
        String all = names.stream().map(Identifier::value).sorted().collect(Collectors.joining(","));
        return all.length() <= LONGEST_SUBJECT ? all : all.substring(0, 20) + "…" + FileNames.digest(all);
    }
}

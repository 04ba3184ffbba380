package dev.perennial.devca.acme;

import dev.perennial.devca.limit.Limit;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the rate limits bite. */
final class Limits {
    private static final String HELP = "<https://example.invalid/rate-limits>;rel=\"help\"";
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Limits() {}

    private record Token(Limit limit, String subject) {}

    static void take(Realm realm, Limit limit, String subject) {
        Optional<Instant> wait = realm.limits().take(limit, subject);
        if (wait.isPresent()) {
            throw refusal(realm, limit, wait.get());
        }
    }

    /** Lets a new order pass, or says when to come back. A refused order costs nothing. */
    static void newOrder(Realm realm, Account account, Collection<Identifier> identifiers, boolean exempt) {
        for (Identifier identifier : identifiers) {
            String pair = pair(account.id(), identifier.base());
            if (realm.limits().wait(Limit.CONSECUTIVE_FAILURES, pair).isPresent()) {
                throw new Refusal(
                        ErrorType.rateLimited,
                        "Your account is temporarily prevented from requesting certificates for " + identifier
                                + " and possibly others. Please visit: https://example.invalid/unpause?jwt="
                                + Ids.fresh());
            }
        }
        if (exempt) {
            return;
        }
        for (Identifier identifier : identifiers) {
            Optional<Instant> wait = realm.limits().wait(Limit.FAILURES, pair(account.id(), identifier.base()));
            if (wait.isPresent()) {
                throw refusal(realm, Limit.FAILURES, wait.get());
            }
        }
        takeAll(realm, tokens(account, identifiers));
    }

    private static void takeAll(Realm realm, List<Token> tokens) {
        List<Token> taken = new ArrayList<>();
        for (Token token : tokens) {
            Optional<Instant> wait = realm.limits().take(token.limit, token.subject);
            if (wait.isPresent()) {
                taken.forEach(back -> realm.limits().refund(back.limit, back.subject));
                throw refusal(realm, token.limit, wait.get());
            }
            taken.add(token);
        }
    }

    private static List<Token> tokens(Account account, Collection<Identifier> identifiers) {
        List<Token> tokens = new ArrayList<>();
        tokens.add(new Token(Limit.ORDERS_PER_ACCOUNT, account.id()));
        Set<String> domains = new LinkedHashSet<>();
        identifiers.forEach(identifier -> domains.add(registered(identifier)));
        domains.forEach(domain -> tokens.add(new Token(Limit.CERTIFICATES_PER_DOMAIN, domain)));
        String names = identifiers.stream().map(Identifier::value).sorted().collect(Collectors.joining(","));
        tokens.add(new Token(Limit.CERTIFICATES_PER_NAME_SET, names));
        return tokens;
    }

    /** The registered domain, as far as two labels tell it. */
    private static String registered(Identifier identifier) {
        String[] labels = identifier.base().value().split("\\.");
        return identifier.isDns() && labels.length > 2
                ? labels[labels.length - 2] + "." + labels[labels.length - 1]
                : identifier.base().value();
    }

    static void failed(Realm realm, String account, Identifier identifier) {
        realm.limits().spend(Limit.FAILURES, pair(account, identifier));
        realm.limits().spend(Limit.CONSECUTIVE_FAILURES, pair(account, identifier));
    }

    static void succeeded(Realm realm, String account, Identifier identifier) {
        realm.limits().reset(Limit.CONSECUTIVE_FAILURES, pair(account, identifier));
    }

    private static String pair(String account, Identifier identifier) {
        return account + " " + identifier.value();
    }

    private static Refusal refusal(Realm realm, Limit limit, Instant until) {
        long seconds = Duration.between(realm.now(), until).toSeconds() + 1;
        return new Refusal(ErrorType.rateLimited, limit.message() + ", retry after " + CLOCK.format(until))
                .header("Retry-After", Long.toString(seconds))
                .header("Link", HELP);
    }
}

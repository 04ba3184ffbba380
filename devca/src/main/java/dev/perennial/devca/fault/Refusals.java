package dev.perennial.devca.fault;

import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Refusals a client has to understand: F27, F28, F29, F31. */
final class Refusals {
    private Refusals() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        Predicate<Exchange> replacing = exchange -> exchange.asksFor("replaces");
        refuse(all, "replaces-already", "F27", refusal(ErrorType.alreadyReplaced, 409), replacing, Resource.NEW_ORDER);
        refuse(all, "replaces-unknown", "F27", refusal(ErrorType.malformed, 404), replacing, Resource.NEW_ORDER);
        refuse(all, "replaces-foreign", "F27", refusal(ErrorType.unauthorized, 403), replacing, Resource.NEW_ORDER);
        rateLimits(all);
        Predicate<Exchange> profiled = exchange -> exchange.asksFor("profile");
        refuse(all, "profile-refused", "F29", refusal(ErrorType.invalidProfile, 400), profiled, Resource.NEW_ORDER);
        refuse(all, "profile-vanishes", "F29", refusal(ErrorType.invalidProfile, 400), e -> true, Resource.FINALIZE);
        accounts(all);
        return all;
    }

    private static void rateLimits(List<Scenario> all) {
        all.add(Scenario.of(
                "rate-limited",
                "F28",
                "newOrder is refused for an hour",
                Rule.instead(
                        exchange -> refusal(ErrorType.rateLimited, 429)
                                .header("Retry-After", "3600")
                                .toReply(),
                        Resource.NEW_ORDER)));
        all.add(Scenario.of(
                "rate-limited-once",
                "F28",
                "the first newOrder is refused for a second",
                Rule.instead(
                                exchange -> refusal(ErrorType.rateLimited, 429)
                                        .header("Retry-After", "1")
                                        .toReply(),
                                Resource.NEW_ORDER)
                        .once()));
        all.add(Scenario.of(
                "rate-limited-without-retry-after",
                "F28",
                "newOrder is refused, nobody says for how long",
                Rule.instead(exchange -> refusal(ErrorType.rateLimited, 429).toReply(), Resource.NEW_ORDER)));
        all.add(Scenario.of(
                "paused",
                "F28",
                "the account is paused until a person visits a portal",
                Rule.instead(
                        exchange -> Reply.problem(Problem.of(
                                ErrorType.rateLimited,
                                "Your account is temporarily prevented from requesting certificates for example.com and possibly"
                                        + " others. Please visit: https://ca.example/unpause?jwt=secret")),
                        Resource.NEW_ORDER)));
    }

    private static void accounts(List<Scenario> all) {
        refuse(all, "account-gone", "F31", refusal(ErrorType.accountDoesNotExist, 400), e -> e.isByAccount());
        refuse(all, "account-deactivated", "F31", refusal(ErrorType.unauthorized, 403), e -> e.isByAccount());
        refuse(
                all,
                "external-account-used",
                "F31",
                refusal(ErrorType.unauthorized, 403),
                e -> e.asksFor("externalAccountBinding"),
                Resource.NEW_ACCOUNT);
        refuse(
                all,
                "external-account-required",
                "F31",
                refusal(ErrorType.externalAccountRequired, 403),
                e -> !e.asksFor("externalAccountBinding") && !e.asksFor("onlyReturnExisting"),
                Resource.NEW_ACCOUNT);
        all.add(Scenario.of(
                "key-in-use",
                "F31",
                "the new key belongs to another account",
                Rule.instead(
                        exchange -> refusal(ErrorType.malformed, 409)
                                .header("Location", exchange.origin() + "/account/other")
                                .toReply(),
                        Resource.KEY_CHANGE)));
        all.add(Scenario.of(
                "key-in-use-empty",
                "F31",
                "the same, without a problem document",
                Rule.instead(
                        exchange -> Reply.empty(409).header("Location", exchange.origin() + "/account/other"),
                        Resource.KEY_CHANGE)));
        all.add(Scenario.turning(
                "terms-changed", "F31", "the terms of service have changed", Levers::changeTerms, l -> {}));
    }

    private static Refusal refusal(ErrorType type, int status) {
        return new Refusal(Problem.of(type, "refused by scenario").withStatus(status));
    }

    private static void refuse(
            List<Scenario> all,
            String name,
            String fault,
            Refusal refusal,
            Predicate<Exchange> when,
            Resource... resources) {
        String description = "the answer is " + refusal.problem().type() + " ("
                + refusal.problem().status() + ")";
        all.add(Scenario.of(
                name,
                fault,
                description,
                Rule.instead(exchange -> refusal.toReply(), resources).when(when)));
    }
}

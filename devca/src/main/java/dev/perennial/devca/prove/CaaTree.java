package dev.perennial.devca.prove;

import dev.perennial.devca.dns.LookupException;
import dev.perennial.devca.dns.RecordType;
import dev.perennial.devca.dns.Resolver;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether CAA records let this CA issue (RFC 8659), for this account and by this method (RFC 8657). */
final class CaaTree {
    private static final Pattern RECORD = Pattern.compile("([0-9]{1,3})\\s+([A-Za-z0-9]+)\\s+\"?([^\"]*)\"?");
    private static final Set<String> KNOWN =
            Set.of("issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone");
    private static final int CRITICAL = 128;

    private final List<String> issuers;

    CaaTree(List<String> issuers) {
        this.issuers = issuers;
    }

    private record Property(int flags, String tag, String value) {
        static Property parse(String text) {
            Matcher matcher = RECORD.matcher(text);
            if (!matcher.matches()) {
                // What cannot be read might be a prohibition.
                return new Property(CRITICAL, "unreadable", text);
            }
            return new Property(
                    Integer.parseInt(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT), matcher.group(3));
        }
    }

    /** Returns if issuance is allowed.
     * @throws Refusal as {@code caa} */
    void check(Claim claim, Resolver resolver) {
        if (!claim.identifier().isDns()) {
            return;
        }
        List<Property> relevant = relevant(claim.identifier().value(), resolver);
        for (Property property : relevant) {
            if ((property.flags & CRITICAL) != 0 && !KNOWN.contains(property.tag)) {
                throw refusal(claim, "has the unknown critical property " + property.tag);
            }
        }
        List<Property> wild =
                relevant.stream().filter(p -> p.tag.equals("issuewild")).toList();
        List<Property> governing = claim.wildcard() && !wild.isEmpty()
                ? wild
                : relevant.stream().filter(p -> p.tag.equals("issue")).toList();
        if (!governing.isEmpty() && governing.stream().noneMatch(property -> allows(property, claim))) {
            throw refusal(claim, "allows other issuers, accounts or methods only");
        }
    }

    private List<Property> relevant(String name, Resolver resolver) {
        for (String at = name; !at.isEmpty(); at = at.contains(".") ? at.substring(at.indexOf('.') + 1) : "") {
            try {
                List<String> found = resolver.lookup(at, RecordType.CAA);
                if (!found.isEmpty()) {
                    return found.stream().map(Property::parse).toList();
                }
            } catch (LookupException e) {
                throw new Refusal(ErrorType.caa, "looking up CAA of " + at + ": " + e.getMessage());
            }
        }
        return List.of();
    }

    private boolean allows(Property property, Claim claim) {
        return IssueValue.parse(property.value)
                .filter(value -> issuers.contains(value.issuer()))
                .filter(value ->
                        value.parameter("accounturi").orElse(claim.accountUrl()).equals(claim.accountUrl()))
                .filter(value -> Arrays.asList(value.parameter("validationmethods")
                                .orElse(claim.challenge().type())
                                .split("\\s*,\\s*"))
                        .contains(claim.challenge().type()))
                .isPresent();
    }

    private static Refusal refusal(Claim claim, String why) {
        return new Refusal(
                ErrorType.caa, "the CAA record of " + claim.identifier().value() + " " + why);
    }
}

package dev.perennial.devca.prove;

import dev.perennial.devca.dns.RecordType;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** dns-persist-01 (draft-ietf-acme-dns-persist): a standing record names this CA and the account. */
final class DnsPersist01 implements Validator {
    private final List<String> issuers;

    DnsPersist01(List<String> issuers) {
        this.issuers = issuers;
    }

    @Override
    public void check(Claim claim, View view) {
        String name = "_validation-persist." + claim.identifier().value();
        List<String> values = view.lookup(name, RecordType.TXT);
        if (values.isEmpty()) {
            throw new Refusal(ErrorType.dns, "no TXT record at " + name);
        }
        boolean found = values.stream()
                .flatMap(text -> IssueValue.parse(text).stream())
                .anyMatch(value -> allows(value, claim));
        if (!found) {
            throw Refusal.unauthorized(
                    "no TXT record at " + name + " names this CA, this account and this kind of name");
        }
    }

    private boolean allows(IssueValue value, Claim claim) {
        return issuers.contains(value.issuer())
                && value.parameter("accounturi")
                        .filter(claim.accountUrl()::equals)
                        .isPresent()
                && (!claim.wildcard()
                        || value.parameter("policy")
                                .filter("wildcard"::equalsIgnoreCase)
                                .isPresent())
                && lasts(value.parameter("persistuntil"), claim.now());
    }

    private static boolean lasts(Optional<String> until, Instant now) {
        return until.isEmpty()
                || until.get().matches("[0-9]{1,12}")
                        && !now.isAfter(Instant.ofEpochSecond(Long.parseLong(until.get())));
    }
}

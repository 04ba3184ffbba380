package dev.perennial.cli;

import dev.perennial.acme.RevocationReason;
import dev.perennial.keeper.Keeper.RevokeBy;
import dev.perennial.keeper.KeeperException;
import java.util.Locale;
import java.util.Optional;

/** {@code revoke}. */
final class RevokeVerb implements Verb {
    String name = "";
    Optional<String> reason = Optional.empty();

    Optional<String> by = Optional.empty();

    @Override
    public String description() {
        return "Tells the CA that a certificate is void. The files stay; the next renewal replaces the"
                + " certificate. Whoever gives the name up deletes the files.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.argument("NAME", "the certificate's name in the store", value -> name = value);
        syntax.option(
                "--reason",
                "REASON",
                "a reason of RFC 5280 by name or number: keyCompromise, superseded, cessationOfOperation ...;"
                        + " the default is unspecified",
                value -> reason = Optional.of(value));
        syntax.option(
                "--by",
                "RIGHT",
                "account (the default): the one that got it; key: the certificate's own key; proof: any"
                        + " account, after proving all names",
                value -> by = Optional.of(value));
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
        RevocationReason why = reason();
        RevokeBy right = right();
        if (!session.answers().sure("Revoke the certificate " + name + "? Servers that use it will fail.")) {
            return Result.done("not revoked: " + name, Forms.members("name", name, "revoked", false));
        }
        session.engine("revoke").revoke(name, why, right);
        return Result.done(
                "revoked: " + name + " (" + why.label() + ")",
                Forms.members("name", name, "revoked", true, "reason", why.label()));
    }

    private RevocationReason reason() throws UsageException {
        try {
            return reason.map(RevocationReason::parse).orElse(RevocationReason.UNSPECIFIED);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--reason: " + e.getMessage(), "");
        }
    }

    private RevokeBy right() throws UsageException {
        String word = by.orElse("account");
        for (RevokeBy right : RevokeBy.values()) {
            if (right.name().toLowerCase(Locale.ROOT).equals(word)) {
                return right;
            }
        }
        throw new UsageException("--by: \"" + word + "\" is not account, key or proof", "");
    }
}

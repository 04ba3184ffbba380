package dev.perennial.cli;

import dev.perennial.keeper.AccountView;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An account, as lines. */
final class AccountText {
    private AccountText() {}

    static List<Text> of(AccountView account) {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.EMPTY.and(Tone.STRONG, account.email()).and(" at " + account.ca()));
        account.url().ifPresent(url -> lines.add(fact("account", url.toString())));
        lines.add(fact("key", account.keyType() + ", thumbprint " + account.thumbprint()));
        account.status().ifPresent(status -> lines.add(fact("status", status)));
        account.contact().forEach(contact -> lines.add(fact("contact", contact.toString())));
        if (!account.orders().isEmpty()) {
            lines.add(fact("orders", Integer.toString(account.orders().size())));
            for (URI order : account.orders()) {
                lines.add(fact("", order.toString()));
            }
        }
        return lines;
    }

    private static Text fact(String name, String value) {
        return Text.of("  ").and(Text.EMPTY.and(Tone.FAINT, name).pad(9)).and(value);
    }
}

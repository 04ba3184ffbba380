package dev.perennial.cli;

import dev.perennial.keeper.ChallengeLine;
import dev.perennial.keeper.Entry;
import dev.perennial.keeper.StatusRow;
import dev.perennial.keeper.Wish;
import java.util.List;
import java.util.Map;

/** {@code status --json}. */
final class StatusForm {
    private StatusForm() {}

    static List<Map<String, Object>> of(List<StatusRow> rows) {
        return new Each<>(rows, StatusForm::of);
    }

    private static Map<String, Object> of(StatusRow row) {
        Map<String, Object> form = Forms.members("name", row.name());
        form.putAll(
                switch (row.entry()) {
                    case Entry.Kept kept -> kept(kept);
                    case Entry.Foreign foreign -> Forms.members("kind", "foreign", "reason", foreign.reason());
                    case Entry.Broken broken ->
                        Forms.members("kind", "broken", "reason", broken.reason(), "hint", broken.hint());
                });
        form.putAll(Forms.members("notBefore", row.notBefore(), "notAfter", row.notAfter()));
        row.step().ifPresent(step -> form.put("plan", Forms.of(step)));
        form.putAll(Forms.members("failures", row.failures(), "lastFailure", row.lastFailure(), "risk", row.risk()));
        return form;
    }

    private static Map<String, Object> kept(Entry.Kept kept) {
        Wish wish = kept.wish();
        return Forms.members(
                "kind",
                "kept",
                "names",
                List.copyOf(wish.names()),
                "account",
                wish.account(),
                "ca",
                wish.ca(),
                "challenge",
                wish.challenges().stream().map(ChallengeLine::toString).toList(),
                "keyType",
                wish.key());
    }
}

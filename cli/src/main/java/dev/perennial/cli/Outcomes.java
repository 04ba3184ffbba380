package dev.perennial.cli;

import dev.perennial.keeper.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to say about outcomes, in the end. */
record Outcomes(List<Outcome> all, Instant now, Glyphs glyphs) {
    /** More certificates than this with nothing to do are told in one line. */
    private static final int FEW = 3;
    /** More certificates than this fill a screen: where they are is left to {@code status}. */
    private static final int MANY = 10;

    Result result() {
        boolean many = worked() > MANY;
        List<Text> lines = new ArrayList<>();
        List<Complaint> complaints = new ArrayList<>();
        List<Outcome.Unchanged> unchanged = new ArrayList<>();
        for (Outcome outcome : all) {
            switch (outcome) {
                case Outcome.Issued issued -> lines.addAll(issued(issued, many));
                case Outcome.Authorized authorized -> lines.add(authorized(authorized));
                case Outcome.Unchanged still -> unchanged.add(still);
                case Outcome.Deferred deferred -> lines.addAll(deferred(deferred));
                case Outcome.Failed failed -> complaints.add(failed(failed));
            }
        }
        lines.addAll(unchanged(unchanged));
        if (many) {
            lines.add(sum());
        }
        return new Result(
                ExitCode.worst(all.stream().map(ExitCode::of).toList()),
                lines,
                complaints,
                Map.of("outcomes", all.stream().map(Forms::of).toList()));
    }

    /** Where the single lines have gone off the screen, how many there were of each kind. */
    private Text sum() {
        long deferred = count(Outcome.Deferred.class);
        long failed = count(Outcome.Failed.class);
        return Text.of(Times.count(count(Outcome.Issued.class), "certificate") + " renewed"
                + (deferred == 0 ? "" : ", " + deferred + " not now")
                + (failed == 0 ? "" : ", " + failed + " failed"));
    }

    private long worked() {
        return all.size() - count(Outcome.Unchanged.class);
    }

    private long count(Class<? extends Outcome> kind) {
        return all.stream().filter(kind::isInstance).count();
    }

    private List<Text> issued(Outcome.Issued issued, boolean many) {
        Text until = Text.EMPTY
                .and(Tone.GOOD, glyphs.done() + " ")
                .and(Tone.STRONG, issued.name())
                .and(": certificate until " + Times.date(issued.notAfter()) + " ("
                        + Times.relative(now, issued.notAfter()) + ")");
        if (many) {
            return List.of(until);
        }
        return List.of(
                until, Text.of("  certificate  " + issued.certificate()), Text.of("  key          " + issued.key()));
    }

    private Text authorized(Outcome.Authorized authorized) {
        return Text.EMPTY
                .and(Tone.GOOD, glyphs.done() + " ")
                .and(Tone.STRONG, authorized.name())
                .and(": control is proven"
                        + authorized
                                .until()
                                .map(end -> " until " + Times.moment(end))
                                .orElse(""));
    }

    private List<Text> deferred(Outcome.Deferred deferred) {
        String hint = deferred.hint().isEmpty() ? "" : "; " + deferred.hint();
        return List.of(
                Text.EMPTY
                        .and(Tone.WARN, glyphs.later() + " ")
                        .and(Tone.STRONG, deferred.name())
                        .and(": not now: " + deferred.reason()),
                Text.of("  not before " + Times.moment(deferred.until()) + hint));
    }

    private Complaint failed(Outcome.Failed failed) {
        String retry = failed.retryAt()
                .map(at -> (failed.hint().isEmpty() ? "" : "; ") + "renew tries again from " + Times.moment(at))
                .orElse("");
        return new Complaint(failed.name() + ": " + failed.reason(), failed.hint() + retry);
    }

    private List<Text> unchanged(List<Outcome.Unchanged> unchanged) {
        if (unchanged.size() <= FEW) {
            return unchanged.stream()
                    .map(u -> Text.EMPTY.and(Tone.STRONG, u.name()).and(": nothing to do: " + u.reason()))
                    .toList();
        }
        Optional<Outcome.Unchanged> first = unchanged.stream()
                .filter(u -> u.next().isPresent())
                .min((a, b) -> a.next().orElseThrow().compareTo(b.next().orElseThrow()));
        String soonest = first.map(u -> ", the next is " + u.name() + " on "
                        + Times.date(u.next().orElseThrow()) + " ("
                        + Times.relative(now, u.next().orElseThrow()) + ")")
                .orElse("");
        return List.of(Text.of("nothing to do for " + Times.count(unchanged.size(), "certificate") + soonest));
    }
}

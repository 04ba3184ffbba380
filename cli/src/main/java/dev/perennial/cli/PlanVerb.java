package dev.perennial.cli;

import dev.perennial.keeper.Cost;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code plan}: what {@code renew} would do. */
final class PlanVerb implements Verb {
    List<String> names = new ArrayList<>();

    @Override
    public String description() {
        return "Says what renew would do now, when the rest is due, and why. Asks no CA and changes nothing.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.arguments(0, "NAME", "only these; all when none is given", names::add);
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException {
        Engine.Plan plan = session.engine("plan").plan(names);
        List<Step> steps = plan.steps();
        List<Text> lines = new ArrayList<>();
        int widest = steps.stream().mapToInt(step -> step.name().length()).max().orElse(0);
        for (Step step : steps) {
            lines.add(line(step, widest));
            charges(step)
                    .forEach(words -> lines.add(Text.of(" ".repeat(widest + 11)).and(Tone.FAINT, words)));
        }
        lines.add(cost(steps));
        lines.addAll(Risks.lines(plan.risks()));
        ExitCode exit = ExitCode.worst(steps.stream().map(PlanVerb::exit).toList());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("steps", new Each<>(steps, Forms::of));
        return Result.of(exit, lines, Risks.with(members, plan.risks()));
    }

    /** @param widest name of those shown below each other */
    static Text line(Step step, int widest) {
        Text name = Text.EMPTY.and(Tone.STRONG, step.name()).pad(widest + 2);
        return switch (step) {
            case Step.Obtain obtain ->
                name.and(Tone.WARN, "obtain   ").and("now: ").and(obtain.reason());
            case Step.Wait wait -> name.and("wait     ").and(wait.reason());
            case Step.Hold hold -> name.and(Tone.WARN, "hold     ").and(hold.reason());
            case Step.Blocked blocked ->
                name.and(Tone.BAD, "blocked  ")
                        .and(blocked.reason() + (blocked.hint().isEmpty() ? "" : "; " + blocked.hint()));
        };
    }

    /** What a step takes of buckets that are nearly empty. */
    private static List<String> charges(Step step) {
        return step instanceof Step.Obtain obtain
                ? obtain.cost().charges().stream()
                        .filter(Cost.Charge::matters)
                        .map(c -> "takes 1 of " + c.left() + " left: "
                                + obtain.entry().wish().ca() + " gives " + c.burst()
                                + " " + c.text() + " in "
                                + Times.span(c.refill().multipliedBy(c.burst())))
                        .toList()
                : List.of();
    }

    /** The exit code that renew would deserve. */
    private static ExitCode exit(Step step) {
        return switch (step) {
            case Step.Obtain obtain -> ExitCode.DONE;
            case Step.Wait wait -> ExitCode.NOTHING;
            case Step.Hold hold -> ExitCode.LATER;
            case Step.Blocked blocked -> ExitCode.FAILED;
        };
    }

    private static Text cost(List<Step> steps) {
        Map<String, Integer> orders = new TreeMap<>();
        Map<String, Integer> free = new TreeMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Obtain obtain) {
                String ca = obtain.entry().wish().ca();
                orders.merge(ca, 1, Integer::sum);
                free.merge(ca, obtain.cost().free() ? 1 : 0, Integer::sum);
            }
        }
        if (orders.isEmpty()) {
            return Text.EMPTY.and(Tone.FAINT, "cost: nothing, no order is due");
        }
        List<String> costs = new ArrayList<>();
        orders.forEach((ca, count) ->
                costs.add(Times.count(count, "order") + " at " + ca + free(count, free.getOrDefault(ca, 0))));
        return Text.EMPTY.and(Tone.FAINT, "cost: " + String.join(", ", costs));
    }

    private static String free(int orders, int free) {
        if (free == 0) {
            return "";
        }
        return " (" + (free == orders ? "free" : free + " of them free") + " of its limits)";
    }
}

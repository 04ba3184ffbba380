package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.Cost;
import dev.perennial.keeper.Entry;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanVerbTest {
    private final Shell shell = new Shell();
    private final Entry.Kept entry = Samples.kept("a", "names: a.example\n");
    private final Step due = new Step.Obtain("a.example", "3 of 90 days are left", entry);
    private final Step wait =
            new Step.Wait("b", "renews on 2026-12-26 (in 32 days)", entry, Shell.NOW.plus(Duration.ofDays(32)));
    private final Step hold = new Step.Hold(
            "c", "next try at noon", entry, Shell.NOW.plus(Duration.ofMinutes(10)), Optional.of("no answer"));
    private final Step blocked = new Step.Blocked("d", "line 1 is wrong", "correct it");

    @Test
    void saysWhatWhenAndWhyAndTheCost() {
        shell.engine.steps.addAll(List.of(due, wait, hold, blocked));

        assertThat(shell.run("plan").out()).isEqualTo("""
                a.example  obtain   now: 3 of 90 days are left
                b          wait     renews on 2026-12-26 (in 32 days)
                c          hold     next try at noon
                d          blocked  line 1 is wrong; correct it
                cost: 1 order at letsencrypt
                """);
    }

    @Test
    void countsOrdersAtEachAuthority() {
        Entry.Kept other = Samples.kept("z", "names: z.example\nca: zerossl\n");
        shell.engine.steps.addAll(List.of(due, new Step.Obtain("z", "due", other), new Step.Obtain("y", "due", entry)));

        assertThat(shell.run("plan").out()).endsWith("cost: 2 orders at letsencrypt, 1 order at zerossl\n");
    }

    @Test
    void showsWhatItTakesOfALimitThatIsNearlyUsedUpAndWhatIsFree() {
        Cost.Charge rich = new Cost.Charge("new-orders", "new orders", 290, 300, Duration.ofSeconds(36));
        Cost.Charge poor = new Cost.Charge(
                "certificates-per-set", "certificates for exactly these names", 1, 5, Duration.ofHours(34));
        shell.engine.steps.add(new Step.Obtain("a.example", "due", entry, new Cost(false, List.of(rich, poor))));
        shell.engine.steps.add(new Step.Obtain("b", "due", entry, new Cost(true, List.of())));

        assertThat(shell.run("plan").out()).isEqualTo("""
                a.example  obtain   now: due
                                    takes 1 of 1 left: letsencrypt gives 5 certificates for exactly these names in 7 days
                b          obtain   now: due
                cost: 2 orders at letsencrypt (1 of them free of its limits)
                """);
        assertThat(shell.run("plan", "--json").out())
                .contains("\"free\":false,\"takes\":[{\"limit\":\"new-orders\",\"of\":\"new orders\",\"left\":290,"
                        + "\"burst\":300,\"refillSeconds\":36},")
                .contains("\"free\":true,\"takes\":[]");
    }

    @Test
    void tellsOnceWhatEndangersMany() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            shell.engine.risks.add(new Event.Risk(name, "its timer is gone"));
        }

        assertThat(shell.run("plan").out()).endsWith("at risk: a, b, c and 2 more: its timer is gone\n");
        assertThat(shell.run("plan", "--json").out())
                .contains("\"risks\":[{\"name\":\"a\",\"text\":\"its timer is gone\"},");
    }

    @Test
    void endsAsRenewWould() {
        assertThat(shell.run("plan").exit()).isEqualTo(3);
        shell.engine.steps.add(wait);
        assertThat(shell.run("plan").exit()).isEqualTo(3);
        shell.engine.steps.add(due);
        assertThat(shell.run("plan").exit()).isZero();
        shell.engine.steps.add(hold);
        assertThat(shell.run("plan").exit()).isEqualTo(4);
        shell.engine.steps.add(blocked);
        assertThat(shell.run("plan").exit()).isEqualTo(1);
    }

    @Test
    void costsNothingWhenNothingIsDue() {
        shell.engine.steps.add(wait);

        assertThat(shell.run("plan").out()).endsWith("cost: nothing, no order is due\n");
    }

    @Test
    void tellsProgramsTheSteps() {
        shell.engine.steps.add(wait);
        shell.engine.steps.add(hold);

        assertThat(shell.run("plan", "--json").out())
                .isEqualTo("{\"event\":\"result\",\"exit\":4,\"steps\":["
                        + "{\"name\":\"b\",\"step\":\"wait\",\"reason\":\"renews on 2026-12-26 (in 32 days)\",\"next\":\"2026-12-26T12:00:00Z\"},"
                        + "{\"name\":\"c\",\"step\":\"hold\",\"reason\":\"next try at noon\",\"until\":\"2026-11-24T12:10:00Z\","
                        + "\"lastFailure\":\"no answer\"}]}\n");
    }
}

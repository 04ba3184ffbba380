package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.fault.Scenarios;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command with a certificate that is due, against every lie a CA can tell; {@code docs/hostile.md} is the table. */
@Execution(ExecutionMode.CONCURRENT)
class HostileRenewalTest {
    /** The CA's ten minutes for an order, and the last answer. */
    private static final Duration LONGEST = Duration.ofMinutes(11);

    /** What is around the answers does not bend them. */
    private static final Set<String> BEYOND_ANSWERS = Set.of("F32", "F33", "F34");

    private static final String AGREE = "`--agree`";
    private static final String RESUME = "`perennial resume`";

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @Test
    void thePageHasARowForEveryLieAndNoOther() {
        List<Verdict> used =
                Scenarios.all().stream().map(Verdict::of).distinct().toList();

        assertThat(Verdict.all()).containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theOldCertificateStaysOrAGoodOneComesAndThePageSaysWhich(Scenario scenario) throws IOException {
        Verdict verdict = Verdict.of(scenario);
        try (Siege siege = besiege(scenario)) {
            Siege.Pair before = siege.pair();

            Siege.Run run = siege.run(arguments(verdict, siege));
            assertVerdict(verdict, run);
            assertThat(siege.ca().strikes() > 0 || isBeyondAnswers(scenario)).isTrue();
            assertDecent(siege, run);
            assertPair(verdict, before, siege.pair());

            Siege.Run again = siege.run(arguments(verdict, siege));
            assertHeldBack(verdict, run, again);
            assertDecent(siege, again);
            assertDecent(siege, siege.run("status", "--json"));

            assertHealed(verdict, siege, before);
        }
    }

    private static Siege besiege(Scenario scenario) throws IOException {
        String name = scenario.name();
        Siege siege = scenario.fault().equals("F33")
                ? Siege.withPerspectives()
                : name.equals("external-account-used") ? Siege.withExternalAccounts() : Siege.begin();
        if (name.equals("certificate-again")) {
            // It has to see the first one, and the key must not change for the serial number to be what tells.
            siege.ca().scenario(scenario);
            siege.issue("ec-p256 keep");
        } else {
            siege.issue("ec-p256 rotate");
            siege.ca().scenario(scenario);
        }
        siege.pass(scenario.fault().equals("F26") ? Duration.ofDays(10) : Duration.ofDays(61));
        if (scenario.fault().equals("F06")) {
            siege.impatient();
        }
        return siege;
    }

    private static String[] arguments(Verdict verdict, Siege siege) {
        return switch (verdict.command()) {
            case "renew" -> new String[] {"renew", "--no-self-test"};
            case "revoke" -> new String[] {"revoke", Siege.NAME, "--agree"};
            case "account rotate-key" -> new String[] {"account", "rotate-key", Siege.EMAIL};
            case "account register" ->
                new String[] {"account", "register", "other@old.example", "--ca", siege.url(), "--agree"};
            default -> throw new IllegalArgumentException(verdict.command());
        };
    }

    /** The same command again, unless a person has to say something first. */
    private static String[] mending(Verdict verdict, Siege siege) {
        if (verdict.after().startsWith(AGREE)) {
            return new String[] {"renew", "--no-self-test", "--agree"};
        }
        return verdict.after().startsWith(RESUME) ? new String[] {"resume", Siege.NAME} : arguments(verdict, siege);
    }

    private static boolean isBeyondAnswers(Scenario scenario) {
        return BEYOND_ANSWERS.contains(scenario.fault()) || scenario.name().equals("terms-changed");
    }

    private static void assertVerdict(Verdict verdict, Siege.Run run) {
        assertThat(run.code()).as(run.all()).isEqualTo(verdict.exit());
        assertThat(run.out() + run.err()).contains(verdict.words());
        assertThat(run.requests()).as(run.all()).isLessThanOrEqualTo(verdict.requests());
        assertThat(run.took()).isLessThan(LONGEST);
    }

    /** One error with one hint where it failed, nothing that steers a terminal, no secret. */
    private static void assertDecent(Siege siege, Siege.Run run) throws IOException {
        int errors = run.code() == 1 ? 1 : 0;
        assertThat(run.err().lines().filter(line -> line.startsWith("perennial: error: ")))
                .as(run.all())
                .hasSize(errors);
        assertThat(run.err().lines().filter(line -> line.startsWith("perennial: hint: ")))
                .as(run.all())
                .hasSize(errors);
        assertThat(run.out() + run.err())
                .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}&&[^\n]]")
                .doesNotContain(siege.secrets());
        assertThat((run.out() + run.err()).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(1500));
    }

    private static void assertPair(Verdict verdict, Siege.Pair before, Siege.Pair after) {
        assertThat(after.fits()).isTrue();
        if (verdict.command().equals("renew") && verdict.exit() == 0) {
            assertThat(after.certificate()).isNotEqualTo(before.certificate());
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    /** What waits for its time asks the CA nothing, and what is new may ask for its renewal window. */
    private static void assertHeldBack(Verdict verdict, Siege.Run run, Siege.Run again) {
        if (!verdict.command().equals("renew")) {
            assertThat(again.requests()).as(again.all()).isLessThanOrEqualTo(verdict.requests());
        } else if (run.code() == 0) {
            assertThat(again.code()).as(again.all()).isEqualTo(3);
            assertThat(again.requests()).as(again.all()).isLessThanOrEqualTo(2);
        } else {
            assertThat(again.code()).as(again.all()).isEqualTo(run.code() == 3 ? 3 : 4);
            assertThat(again.requests()).as(again.all()).isZero();
        }
    }

    private static void assertHealed(Verdict verdict, Siege siege, Siege.Pair before) throws IOException {
        siege.ca().scenario(new Scenario[0]);
        siege.patient();
        siege.pass(Duration.ofDays(2));
        Siege.Run healed = siege.run(mending(verdict, siege));
        boolean nothingLeft = verdict.command().equals("renew") && Set.of(0, 3).contains(verdict.exit());
        assertThat(healed.code()).as(healed.all()).isEqualTo(nothingLeft ? 3 : 0);
        assertDecent(siege, healed);
        assertThat(siege.pair().fits()).isTrue();
        if (verdict.command().equals("renew") && verdict.exit() != 3) {
            assertThat(siege.pair().certificate()).isNotEqualTo(before.certificate());
        }
    }
}

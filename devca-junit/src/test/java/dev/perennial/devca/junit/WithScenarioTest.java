package dev.perennial.devca.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.fault.Scenario;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Which scenarios are on, and when. */
class WithScenarioTest {
    private static List<String> on(DevCa ca) {
        return ca.scenarios().stream().map(Scenario::name).toList();
    }

    @Case
    @WithScenario("nonce-again")
    static class Everywhere {
        @AcmeServer
        static DevCa shared;

        @AcmeServer(scenarios = "json-bom")
        DevCa own;

        @BeforeEach
        void beforeATestTheServerIsAsDeclared() {
            assertThat(on(shared)).isEmpty();
            assertThat(on(own)).containsExactly("json-bom");
        }

        @Test
        void theScenarioOfTheClassCounts() {
            assertThat(on(shared)).containsExactly("nonce-again");
            assertThat(on(own)).containsExactly("nonce-again");
        }

        @Test
        @WithScenario({"bad-nonce-forever", "json-bom"})
        void thoseOfTheMethodCountMore(@AcmeServer DevCa third) {
            for (DevCa ca : List.of(shared, own, third)) {
                assertThat(on(ca)).containsExactly("bad-nonce-forever", "json-bom");
            }
        }

        @Test
        @WithScenario({})
        void noneMeansAnHonestServer() {
            assertThat(on(own)).isEmpty();
        }

        @AfterEach
        void afterATestTheServerIsAsDeclared() {
            assertThat(on(shared)).isEmpty();
            assertThat(on(own)).containsExactly("json-bom");
        }

        @Nested
        class Within {
            @Test
            void theScenarioOfTheClassAroundCounts() {
                assertThat(on(shared)).containsExactly("nonce-again");
            }
        }

        @Nested
        @WithScenario("bad-nonce-forever")
        class Other {
            @Test
            void theNearerOneCounts() {
                assertThat(on(shared)).containsExactly("bad-nonce-forever");
            }
        }
    }

    @Test
    void theNearestAnnotationCountsWhileTheTestRuns() {
        Runs.allPass(Everywhere.class, 5);
    }

    @WithScenario("json-bom")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Composed {}

    @Case
    static class ByOwnAnnotation {
        @AcmeServer
        DevCa ca;

        @Test
        @Composed
        void theScenarioIsOn() {
            assertThat(on(ca)).containsExactly("json-bom");
        }
    }

    @Test
    void anAnnotationOfOnesOwnMayCarryIt() {
        Runs.allPass(ByOwnAnnotation.class, 1);
    }

    @Case
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class AfterAFailure {
        @AcmeServer
        static DevCa ca;

        @Test
        @Order(1)
        @WithScenario("json-bom")
        void fails() {
            throw new IllegalStateException("on purpose");
        }

        @Test
        @Order(2)
        void meetsAnHonestServer() {
            assertThat(on(ca)).isEmpty();
        }
    }

    @Test
    void aFailedTestLeavesNoScenarioBehind() {
        assertThat(Runs.failure(AfterAFailure.class)).isEqualTo("on purpose");
    }

    @Case
    static class SharedInParallel {
        @AcmeServer
        static DevCa ca;

        @Test
        @WithScenario("json-bom")
        void lies() {}
    }

    @Test
    void aScenarioMustNotDisturbTestsBesideIt() {
        assertThat(Runs.failure(Runs.parallel(SharedInParallel.class)))
                .isEqualTo("@WithScenario at SharedInParallel.lies: tests that run in parallel share the server of"
                        + " field SharedInParallel.ca; give each test its own, or the class @Execution(SAME_THREAD)");
        Runs.allPass(SharedInParallel.class, 1);
    }

    @Case
    @Execution(ExecutionMode.SAME_THREAD)
    static class OneAfterTheOther {
        @AcmeServer
        static DevCa ca;

        @Test
        @WithScenario("json-bom")
        void lies() {
            assertThat(on(ca)).containsExactly("json-bom");
        }
    }

    @Case
    static class EachItsOwn {
        @AcmeServer
        DevCa ca;

        @Test
        @WithScenario("json-bom")
        void lies() {
            assertThat(on(ca)).containsExactly("json-bom");
        }
    }

    @Test
    void inParallelItIsForServersOfOneTest() {
        Runs.allPass(Runs.parallel(OneAfterTheOther.class), 1);
        Runs.allPass(Runs.parallel(EachItsOwn.class), 1);
    }
}

package dev.perennial.devca.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a class of tests inside a test. */
final class Runs {
    private Runs() {}

    static EngineExecutionResults of(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    static EngineExecutionResults parallel(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .execute();
    }

    /** What the only failure among tests and classes said. */
    static String failure(Class<?> tests) {
        return failure(of(tests));
    }

    static String failure(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .distinct()
                .reduce((one, other) -> one + " | " + other)
                .orElse("nothing failed");
    }

    static void allPass(Class<?> tests, int count) {
        allPass(of(tests), count);
    }

    static void allPass(EngineExecutionResults results, int count) {
        results.allEvents().failed().stream().findFirst().ifPresent(Runs::rethrow);
        results.testEvents().assertStatistics(events -> events.started(count).succeeded(count));
    }

    private static void rethrow(Event event) {
        TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
        throw new AssertionError(
                event.getTestDescriptor().getDisplayName(),
                result.getThrowable().orElse(null));
    }
}

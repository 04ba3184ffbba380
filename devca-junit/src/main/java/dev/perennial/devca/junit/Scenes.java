package dev.perennial.devca.junit;

import dev.perennial.devca.junit.Servers.Running;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link WithScenario} asks for at a test, brought about at the servers the test can see. */
record Scenes(ExtensionContext test) {
    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

    /** The scenarios of the nearest annotation, if there is one. */
    Optional<List<String>> wanted() {
        return lineage()
                .flatMap(context -> annotation(context.getElement()).stream())
                .findFirst()
                .map(nearest -> List.of(nearest.value()));
    }

    /** @throws ExtensionConfigurationException when a scenario does not exist, or would disturb or reach nobody */
    void begin() {
        wanted().ifPresent(names -> {
            checkReachesSomebody();
            checkDisturbsNobody();
            try {
                visible().forEach(server -> server.ca().scenario(names.toArray(String[]::new)));
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        });
    }

    /** Every server is again what it was declared to be. */
    void end() {
        if (wanted().isPresent()) {
            visible()
                    .forEach(server ->
                            server.ca().scenario(server.declaration().server().scenarios()));
        }
    }

    private void checkReachesSomebody() {
        Method method = test.getRequiredTestMethod();
        boolean parameter = Arrays.stream(method.getParameters())
                .anyMatch(each -> AnnotationSupport.isAnnotated(each, AcmeServer.class));
        if (annotation(Optional.of(method)).isPresent()
                && !parameter
                && visible().findAny().isEmpty()) {
            throw wrong("the test has no @AcmeServer");
        }
    }

    private void checkDisturbsNobody() {
        boolean parallel = test.getExecutionMode() == ExecutionMode.CONCURRENT
                && test.getConfigurationParameter(PARALLEL)
                        .filter(Boolean::parseBoolean)
                        .isPresent();
        lineage()
                .filter(context -> parallel && context.getTestMethod().isEmpty())
                .flatMap(context -> Servers.of(context).all().stream())
                .findFirst()
                .ifPresent(shared -> {
                    throw wrong("tests that run in parallel share the server of "
                            + shared.declaration().where()
                            + "; give each test its own, or the class @Execution(SAME_THREAD)");
                });
    }

    private Stream<Running> visible() {
        return lineage().flatMap(context -> Servers.of(context).all().stream());
    }

    /** The context of the test and those around it, nearest first. */
    private Stream<ExtensionContext> lineage() {
        return Stream.iterate(
                        Optional.of(test), Optional::isPresent, context -> context.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream);
    }

    private static Optional<WithScenario> annotation(Optional<AnnotatedElement> element) {
        return AnnotationSupport.findAnnotation(element, WithScenario.class);
    }

    private ExtensionConfigurationException wrong(String what) {
        return new ExtensionConfigurationException("@WithScenario at "
                + test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName() + ": " + what);
    }
}

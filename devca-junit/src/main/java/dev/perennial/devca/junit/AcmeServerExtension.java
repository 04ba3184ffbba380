package dev.perennial.devca.junit;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.junit.Servers.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Starts a server for each {@link AcmeServer}, and turns the scenarios of {@link WithScenario} on and off. */
final class AcmeServerExtension
        implements BeforeAllCallback,
                TestInstancePostProcessor,
                ParameterResolver,
                BeforeTestExecutionCallback,
                AfterTestExecutionCallback {

    /** The servers of an instance that serves one test end with that test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, IllegalAccessException {
        fill(context, context.getRequiredTestClass(), Optional.empty(), ModifierSupport::isStatic);
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context)
            throws IOException, IllegalAccessException {
        fill(context, instance.getClass(), Optional.of(instance), ModifierSupport::isNotStatic);
    }

    private static void fill(ExtensionContext context, Class<?> type, Optional<Object> instance, Predicate<Field> which)
            throws IOException, IllegalAccessException {
        for (Field field : AnnotationSupport.findAnnotatedFields(type, AcmeServer.class, which)) {
            Declaration declaration = Declaration.of(field);
            DevCa ca = start(context, declaration, List.of(declaration.server().scenarios()), instance);
            ReflectionSupport.makeAccessible(field).set(instance.orElse(null), ca);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(AcmeServer.class);
    }

    /** A parameter of the test method is filled after the scenarios of the test were turned on. */
    @Override
    public DevCa resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Declaration declaration = Declaration.of(parameter.getParameter(), parameter.getIndex());
        Executable executable = parameter.getDeclaringExecutable();
        boolean test = context.getTestMethod().filter(executable::equals).isPresent();
        List<String> declared = List.of(declaration.server().scenarios());
        List<String> scenarios = test ? new Scenes(context).wanted().orElse(declared) : declared;
        try {
            return start(context, declaration, scenarios, parameter.getTarget());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DevCa start(
            ExtensionContext context, Declaration declaration, List<String> scenarios, Optional<Object> instance)
            throws IOException {
        DevCa ca = Launch.start(declaration, scenarios, instance);
        Servers.of(context).add(new Running(ca, declaration));
        return ca;
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        new Scenes(context).begin();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        new Scenes(context).end();
    }
}

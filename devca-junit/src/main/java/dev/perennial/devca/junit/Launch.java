package dev.perennial.devca.junit;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.DevCaBuilder;
import dev.perennial.devca.FreePorts;
import dev.perennial.devca.policy.Policy;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/** Starts the server that a {@link Declaration} asks for. */
final class Launch {
    private Launch() {}

    /**
     * @param scenarios on from the start
     * @param instance of the test class, for a setup method that is not static
     * @throws ExtensionConfigurationException when a scenario or the setup method does not exist
     */
    static DevCa start(Declaration declaration, List<String> scenarios, Optional<Object> instance) throws IOException {
        Policy policy = Policy.builder()
                .httpPort(FreePorts.next())
                .tlsPort(FreePorts.next())
                .build();
        DevCaBuilder builder =
                DevCa.builder().policy(policy).seed(declaration.server().seed());
        try {
            scenarios.forEach(builder::scenario);
        } catch (IllegalArgumentException e) {
            throw declaration.wrong(String.valueOf(e.getMessage()));
        }
        String setup = declaration.server().setup();
        if (!setup.isEmpty()) {
            setUp(builder, declaration, setup, instance);
        }
        return builder.start();
    }

    private static void setUp(DevCaBuilder builder, Declaration declaration, String name, Optional<Object> instance) {
        Method method = ReflectionSupport.findMethod(declaration.owner(), name, DevCaBuilder.class)
                .orElseThrow(() -> declaration.wrong("there is no method " + name + "(DevCaBuilder) in "
                        + declaration.owner().getSimpleName()));
        if (Modifier.isStatic(method.getModifiers())) {
            ReflectionSupport.invokeMethod(method, null, builder);
        } else {
            Object target = instance.orElseThrow(
                    () -> declaration.wrong("the method " + name + " must be static, there is no instance yet"));
            ReflectionSupport.invokeMethod(method, target, builder);
        }
    }
}

package dev.perennial.devca.junit;

import dev.perennial.devca.DevCa;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A place that has {@link AcmeServer} on it.
 *
 * @param where as people call it, for messages
 * @param owner the class whose methods {@link AcmeServer#setup} may name
 */
record Declaration(AcmeServer server, String where, Class<?> owner) {

    /** @throws ExtensionConfigurationException when the field can hold no server */
    static Declaration of(Field field) {
        String where = "field " + field.getDeclaringClass().getSimpleName() + "." + field.getName();
        checkType(field.getType(), where);
        if (Modifier.isFinal(field.getModifiers())) {
            throw new ExtensionConfigurationException("@AcmeServer on " + where + ": the field must not be final");
        }
        return of(AnnotationSupport.findAnnotation(field, AcmeServer.class), where, field.getDeclaringClass());
    }

    /** @throws ExtensionConfigurationException when the parameter can be no server */
    static Declaration of(Parameter parameter, int index) {
        Executable executable = parameter.getDeclaringExecutable();
        Class<?> owner = executable.getDeclaringClass();
        String name = executable.getName().equals(owner.getName()) ? "the constructor" : executable.getName();
        String where = "parameter " + (index + 1) + " of " + name + " in " + owner.getSimpleName();
        checkType(parameter.getType(), where);
        return of(AnnotationSupport.findAnnotation(parameter, AcmeServer.class), where, owner);
    }

    private static Declaration of(Optional<AcmeServer> server, String where, Class<?> owner) {
        return new Declaration(server.orElseThrow(), where, owner);
    }

    private static void checkType(Class<?> type, String where) {
        if (type != DevCa.class) {
            throw new ExtensionConfigurationException(
                    "@AcmeServer on " + where + ": the type must be DevCa and is " + type.getSimpleName());
        }
    }

    ExtensionConfigurationException wrong(String what) {
        return new ExtensionConfigurationException("@AcmeServer on " + where + ": " + what);
    }
}

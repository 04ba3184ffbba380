package dev.perennial.devca.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Puts a running {@link dev.perennial.devca.DevCa} into a field or a parameter of a test class. Every place that has the
 * annotation has a server of its own, on free ports of loopback:
 *
 * <ul>
 *   <li>in a static field it serves all tests of the class and its nested classes;
 *   <li>in an instance field it is as young as the instance: one for each test, unless the life cycle is per class;
 *   <li>as a parameter it lives as long as that which has the parameter: the test, or the class for
 *       {@code @BeforeAll}.
 * </ul>
 *
 * <p>Policy, DNS, clock and state come from {@link #setup}. Without it, the server validates at free ports, told by
 * {@code ca.policy().httpPort()} and {@code tlsPort()}.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AcmeServerExtension.class)
public @interface AcmeServer {
    /** Scenarios that are on from the start; {@link WithScenario} replaces them for a test. */
    String[] scenarios() default {};

    /** Seeds all that happens by chance, except what nobody must guess. */
    long seed() default 1;

    /**
     * The name of a method of the test class that takes a {@link dev.perennial.devca.DevCaBuilder} and changes it. It must
     * be static where the server comes into being without an instance: for static fields, and for parameters of
     * constructors and of {@code @BeforeAll}.
     */
    String setup() default "";
}

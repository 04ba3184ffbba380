package dev.perennial.devca.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Turns these scenarios on, and all others off, at every {@link AcmeServer} of a test. They hold while the test method
 * runs: {@code @BeforeEach} and {@code @AfterEach} meet the server as it was declared. Of several annotations the one
 * nearest to the test counts, its method's before its class's before that of the class around it.
 */
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AcmeServerExtension.class)
public @interface WithScenario {
    /** Names, as docs/devca.md lists them; none for an honest server. */
    String[] value();
}

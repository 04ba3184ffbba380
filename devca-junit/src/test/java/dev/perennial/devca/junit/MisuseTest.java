package dev.perennial.devca.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.DevCaBuilder;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** One clear line for each mistake. */
class MisuseTest {
    @Case
    static class UnknownScenario {
        @AcmeServer(scenarios = "retry-after-year-9998")
        DevCa ca;

        @Test
        void test() {}
    }

    @Test
    void anUnknownScenarioOfAServer() {
        assertThat(Runs.failure(UnknownScenario.class))
                .isEqualTo("@AcmeServer on field UnknownScenario.ca: there is no scenario \"retry-after-year-9998\";"
                        + " the nearest is \"retry-after-year-9999\"");
    }

    @Case
    static class UnknownScenarioOfTest {
        @AcmeServer
        DevCa ca;

        @Test
        @WithScenario("json-bomb")
        void test() {}
    }

    @Test
    void anUnknownScenarioOfATest() {
        assertThat(Runs.failure(UnknownScenarioOfTest.class))
                .isEqualTo("@WithScenario at UnknownScenarioOfTest.test: there is no scenario \"json-bomb\";"
                        + " the nearest is \"json-bom\"");
    }

    @Case
    static class NoServer {
        @Test
        @WithScenario("json-bom")
        void test() {}
    }

    @Test
    void aScenarioWithoutAServer() {
        assertThat(Runs.failure(NoServer.class))
                .isEqualTo("@WithScenario at NoServer.test: the test has no @AcmeServer");
    }

    @Case
    static class WrongType {
        @AcmeServer
        SSLContext context;

        @Test
        void test() {}
    }

    @Test
    void aFieldOfAnotherType() {
        assertThat(Runs.failure(WrongType.class))
                .isEqualTo("@AcmeServer on field WrongType.context: the type must be DevCa and is SSLContext");
    }

    @Case
    static class FinalField {
        @AcmeServer
        static final DevCa CA = null;

        @Test
        void test() {}
    }

    @Test
    void aFinalField() {
        assertThat(Runs.failure(FinalField.class))
                .isEqualTo("@AcmeServer on field FinalField.CA: the field must not be final");
    }

    @Case
    static class WrongParameter {
        @Test
        void test(@AcmeServer String directory) {}
    }

    @Test
    void aParameterOfAnotherType() {
        assertThat(Runs.failure(WrongParameter.class))
                .endsWith("@AcmeServer on parameter 1 of test in WrongParameter: the type must be DevCa and is String");
    }

    @Case
    static class NoSetup {
        @AcmeServer(setup = "strict")
        DevCa ca;

        @Test
        void test() {}

        void strict() {}
    }

    @Test
    void aSetupMethodThatIsNotThere() {
        assertThat(Runs.failure(NoSetup.class))
                .isEqualTo("@AcmeServer on field NoSetup.ca: there is no method strict(DevCaBuilder) in NoSetup");
    }

    @Case
    static class SetupNeedsInstance {
        @AcmeServer(setup = "strict")
        static DevCa ca;

        @Test
        void test() {}

        void strict(DevCaBuilder builder) {}
    }

    @Test
    void aSetupMethodThatNeedsAnInstance() {
        assertThat(Runs.failure(SetupNeedsInstance.class))
                .isEqualTo("@AcmeServer on field SetupNeedsInstance.ca: the method strict must be static,"
                        + " there is no instance yet");
    }
}

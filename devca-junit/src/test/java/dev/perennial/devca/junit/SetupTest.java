package dev.perennial.devca.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.DevCaBuilder;
import dev.perennial.devca.policy.Policy;
import org.junit.jupiter.api.Test;

/** A server that is told what to be. */
class SetupTest {
    @Case
    static class BySetup {
        private final Policy own = Policy.builder().alternateChains(2).build();

        @AcmeServer(setup = "strict")
        private static DevCa shared;

        @AcmeServer(setup = "asThisInstanceWants")
        private DevCa fresh;

        private static void strict(DevCaBuilder builder) {
            builder.policy(Policy.builder().publicNames(true).build());
        }

        private void asThisInstanceWants(DevCaBuilder builder) {
            builder.policy(own);
        }

        @Test
        void staticAndInstanceMethods(@AcmeServer(setup = "asThisInstanceWants") DevCa parameter) {
            assertThat(shared.policy().publicNames()).isTrue();
            assertThat(fresh.policy().publicNames()).isFalse();
            assertThat(fresh.rootCertificates()).hasSize(3);
            assertThat(parameter.policy()).isSameAs(own);
        }
    }

    @Test
    void aMethodOfTheTestChangesTheServer() {
        Runs.allPass(BySetup.class, 1);
    }

    @Test
    void withoutSetupEveryServerValidatesAtPortsOfItsOwn(@AcmeServer DevCa one, @AcmeServer DevCa other) {
        assertThat(new int[] {
                    one.policy().httpPort(), one.policy().tlsPort(),
                    other.policy().httpPort(), other.policy().tlsPort()
                })
                .doesNotHaveDuplicates();
    }
}

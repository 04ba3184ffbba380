package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The peers themselves: they start, answer and end. */
class HarnessTest {
    @Test
    void pebbleServesADirectoryOverVerifiedTlsAndTellsWhatItWasAsked() throws Exception {
        try (Pebble pebble =
                        Pebble.with().profile("short", Duration.ofMinutes(1)).start();
                Https https = Https.trusting(pebble.root())) {
            assertThat(https.get(pebble.acmeDirectory()).body()).contains("newNonce", "\"short\"");
            assertThat(pebble.requests()).containsExactly("GET /dir");
            assertThat(pebble.orders()).isZero();
            assertThat(pebble.issuingRootName(0)).startsWith("Pebble Root CA");
        }
    }

    @Test
    void pebbleShowsItsStacksWhenAsked() {
        try (Pebble pebble = Pebble.with().start()) {
            assertThat(pebble.stacks()).contains("SIGQUIT", "goroutine ");
        }
    }

    @Test
    void theNameServerAnswersWithWhatWasSet() {
        try (ChallengeServer server = ChallengeServer.start()) {
            server.setTxt("_acme-challenge.a.example", "value");
            assertThat(Programs.dig(server.dns(), "_acme-challenge.a.example", "TXT"))
                    .isEqualTo("\"value\"");
            assertThat(Programs.dig(server.dns(), "any.example", "A")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void whatThePrimaryLearnsTheSecondaryServes() {
        try (Bind bind = Bind.start()) {
            bind.add("_acme-challenge." + Bind.ZONE + ". 1 TXT value");
            assertThat(bind.txt("_acme-challenge." + Bind.ZONE)).containsExactly("\"value\"");
            bind.awaitSecondary("_acme-challenge." + Bind.ZONE, "\"value\"");
            assertThat(bind.txt("absent." + Bind.ZONE)).isEmpty();
        }
    }
}

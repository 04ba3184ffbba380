package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.dns.DnsLie;
import dev.perennial.devca.dns.HostileDnsServer;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The resolver of the command against a name server that lies (F33). */
@Execution(ExecutionMode.CONCURRENT)
class HostileDnsTest {
    /** Far above what a resolver needs that asks each thing once and polls a record at growing intervals. */
    private static final int MOST_QUESTIONS = 150;

    @ParameterizedTest
    @EnumSource
    void aSelfTestThatCannotSeeIsANoticeAndTheRenewalGoesOn(DnsLie lie) throws Exception {
        try (Siege siege = Siege.begin();
                HostileDnsServer dns = HostileDnsServer.start(lie, 1)) {
            siege.issue("ec-p256 rotate");
            siege.pass(Duration.ofDays(61));

            Siege.Run run = siege.run("renew", "--resolver", at(dns));

            assertThat(run.code()).as(run.all()).isZero();
            assertThat(run.err()).contains("self-test of http-01: ");
            assertThat(dns.questions()).isBetween(1, MOST_QUESTIONS);
            assertThat(siege.pair().fits()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProofThatCannotBeSeenEndsInARefusalWithoutAFailedValidation(DnsLie lie) throws Exception {
        try (Siege siege = Siege.begin();
                HostileDnsServer dns = HostileDnsServer.start(lie, 1)) {
            siege.account();

            Siege.Run run = siege.run(
                    "new",
                    "dns.example",
                    "--exact",
                    "--ca",
                    siege.url(),
                    "--challenge",
                    "dns-01 manual check=resolver timeout=60s",
                    "--resolver",
                    at(dns));

            assertThat(run.code()).as(run.all()).isEqualTo(1);
            assertThat(run.err().lines().filter(line -> line.startsWith("perennial: error: dns.example: ")))
                    .as(run.all())
                    .hasSize(1);
            assertThat(run.err())
                    .contains("perennial: hint: ")
                    .doesNotContain("bug")
                    .doesNotContain("Exception");
            assertThat(run.err().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(1500));
            assertThat(run.took()).isLessThan(Duration.ofMinutes(2));
            assertThat(dns.questions()).isBetween(1, MOST_QUESTIONS);
            assertThat(siege.ca().requests())
                    .noneMatch(request -> request.target().matches("/authz/[^/]+/[^/]+"));
        }
    }

    private static String at(HostileDnsServer dns) {
        return dns.address().getAddress().getHostAddress() + ":" + dns.address().getPort();
    }
}

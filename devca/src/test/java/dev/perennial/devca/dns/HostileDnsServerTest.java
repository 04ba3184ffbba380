package dev.perennial.devca.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lies as our own resolver for real servers meets them. */
class HostileDnsServerTest {
    private static List<String> ask(HostileDnsServer server, RecordType type) throws LookupException {
        return new ServerResolver(server.address(), Duration.ofMillis(300)).lookup("www.example.com", type);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SERVFAIL",
                "WRONG_QUESTION",
                "TRUNCATED",
                "POINTER_LOOP",
                "GARBAGE",
                "SHORT",
                "SILENCE",
                "WRONG_ID"
            })
    void anAnswerThatIsNoneEndsTheLookUp(DnsLie lie) throws Exception {
        try (HostileDnsServer server = HostileDnsServer.start(lie, 1)) {
            assertThatThrownBy(() -> ask(server, RecordType.TXT)).isInstanceOf(LookupException.class);
            assertThat(server.questions()).isBetween(1, 10);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NXDOMAIN", "ALIAS_CHAIN", "ALIAS_LOOP"})
    void aNameThatLeadsNowhereHasNoRecords(DnsLie lie) throws Exception {
        try (HostileDnsServer server = HostileDnsServer.start(lie, 1)) {
            assertThat(ask(server, RecordType.TXT)).isEmpty();
            assertThat(server.questions()).isBetween(1, 10);
        }
    }

    @Test
    void aHugeRecordComesByTcp() throws Exception {
        try (HostileDnsServer server = HostileDnsServer.start(DnsLie.HUGE_TXT, 1)) {
            assertThat(ask(server, RecordType.TXT))
                    .singleElement()
                    .satisfies(text -> assertThat(text).hasSize(235 * 255));
            assertThat(server.questions()).isEqualTo(2);
        }
    }

    @Test
    void aNameMayHaveAddressesOfIpv6Only() throws Exception {
        try (HostileDnsServer server = HostileDnsServer.start(DnsLie.SERVFAIL, 1)) {
            server.lie(DnsLie.IPV6_ONLY);
            assertThat(ask(server, RecordType.A)).isEmpty();
            assertThat(ask(server, RecordType.AAAA)).containsExactly("0:0:0:0:0:0:0:1");
        }
    }
}

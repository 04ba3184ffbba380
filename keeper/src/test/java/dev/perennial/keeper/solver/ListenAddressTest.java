package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perennial.acme.SolverException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({":80, :80", "8080, :8080", "127.0.0.1:5002, 127.0.0.1:5002", "[::1]:80, [::1]:80", "[0:0::1]:1, [::1]:1"
    })
    void everySpellingIsRead(String text, String canonical) {
        assertThat(ListenAddress.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "a", ":65536", ":-1", "::1:80", "[::1]", "localhost:80", "127.0.0.1", "80 ", ":80:"})
    void everythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text));
    }

    @Test
    void aPortAloneTakesIpv4AndIpv6() throws Exception {
        assumeTrue(Peer.ipv6());
        try (ServerSocket door = ListenAddress.parse(":0").bind()) {
            for (String host : new String[] {"127.0.0.1", "::1"}) {
                try (Socket client = new Socket()) {
                    client.connect(new InetSocketAddress(InetAddress.getByName(host), door.getLocalPort()), 5000);
                    assertThat(client.isConnected()).isTrue();
                }
            }
        }
    }

    @Test
    void aHostIsTheOnlyAddressListenedOn() throws Exception {
        try (ServerSocket door = ListenAddress.parse("127.0.0.1:0").bind()) {
            assertThat(door.getInetAddress()).isEqualTo(InetAddress.getByName("127.0.0.1"));
        }
    }

    @Test
    void aPortInUseIsSaidWithAWayOut() throws Exception {
        try (ServerSocket door = ListenAddress.parse("127.0.0.1:0").bind()) {
            var address = ListenAddress.parse("127.0.0.1:" + door.getLocalPort());
            assertThatThrownBy(address::bind)
                    .isInstanceOf(SolverException.class)
                    .hasMessageStartingWith("cannot listen on " + address + ": Address already in use")
                    .extracting(e -> ((SolverException) e).hint())
                    .asString()
                    .contains("http-01 webroot=DIRECTORY");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsSaid() {
        assertThatThrownBy(ListenAddress.parse("192.0.2.1:0")::bind)
                .isInstanceOf(SolverException.class)
                .extracting(e -> ((SolverException) e).hint())
                .asString()
                .contains("an address of this machine");
    }
}

package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ConnectionFailureTest {
    private static final Transport.Request REQUEST = new Transport.Request(
            "GET", URI.create("https://ca.test:14000/dir"), Optional.empty(), "", 1000, Duration.ofSeconds(1));

    @Test
    void onlyAConnectionThatWasRefusedIsToldAsRefused() {
        assertThat(told(new ConnectException())).isEqualTo("no connection to ca.test:14000: refused");
        assertThat(told(new IOException())).isEqualTo("the connection to ca.test:14000 was lost");
        assertThat(told(new SSLException((String) null))).isEqualTo("no TLS connection to ca.test:14000");
    }

    @Test
    void whatThePlatformSaysIsPassedOn() {
        assertThat(told(new ConnectException("Network is unreachable")))
                .isEqualTo("no connection to ca.test:14000: Network is unreachable");
        assertThat(told(new IOException("Connection\nreset")))
                .isEqualTo("the connection to ca.test:14000 was lost: Connection reset");
    }

    private static String told(Throwable failure) {
        return String.valueOf(ConnectionFailure.explain(REQUEST, failure).getMessage());
    }
}

package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
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

    @Test
    void anUntrustedCertificateIsToldWithTheReasonAPersonCanCheck() {
        assertThat(told(caused(new CertificateExpiredException("NotAfter: yesterday"))))
                .isEqualTo("the certificate of ca.test:14000 is not trusted: it has expired: NotAfter: yesterday");
        assertThat(told(caused(new CertificateNotYetValidException("NotBefore: tomorrow"))))
                .isEqualTo("the certificate of ca.test:14000 is not trusted: it is not valid yet: NotBefore: tomorrow");
        assertThat(told(caused(new CertificateException("No subject alternative DNS name matching ca.test found."))))
                .startsWith("the certificate of ca.test:14000 is not trusted: it is not for ca.test:14000: No subject");
        assertThat(told(caused(new CertificateException("PKIX path building failed: x.y.Z: unable"))))
                .contains("it leads to no root that is")
                .doesNotContain("x.y.Z");
    }

    /** As the JDK wraps it. */
    private static Throwable caused(CertificateException reason) {
        CertificateException outer = reason.getClass() == CertificateException.class
                ? reason
                : new CertificateException("PKIX path validation failed: java.security.Foo", reason);
        return new IOException(new SSLHandshakeException("no").initCause(outer));
    }

    @Test
    void aServerThatWantsAClientCertificateIsToldOf() {
        assertThat(told(new SSLHandshakeException("(certificate_required) Received fatal alert: certificate_required")))
                .isEqualTo("ca.test:14000 wants a client certificate, and there is none to show");
        assertThat(told(new IOException("HTTP/1.1 header parser received no bytes", new EOFException("EOF reached"))))
                .contains("ended the connection without an answer", "client certificate");
    }

    private static String told(Throwable failure) {
        return String.valueOf(ConnectionFailure.explain(REQUEST, failure).getMessage());
    }
}

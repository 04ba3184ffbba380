package dev.perennial.acme;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line why no answer came: the JDK's own messages are often empty or for its developers. */
final class ConnectionFailure {
    private ConnectionFailure() {}

    static AcmeException explain(Transport.Request request, Throwable failure) {
        URI url = request.url();
        if (find(failure, HttpTransport.TooLarge.class) != null) {
            return new AcmeException.Broken(
                    "the answer from " + url.getHost() + url.getRawPath() + " is larger than " + request.maxBytes()
                            + " bytes",
                    failure);
        }
        String server = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        return new AcmeException.Unreachable(reason(server, failure), failure);
    }

    /** Whether the failure came before a connection stood. */
    static boolean neverSent(@Nullable Throwable failure) {
        return find(failure, ConnectException.class) != null
                || find(failure, HttpConnectTimeoutException.class) != null
                || unknownHost(failure);
    }

    /** Whether the server's name leads to no address. */
    static boolean unknownHost(@Nullable Throwable failure) {
        return find(failure, UnresolvedAddressException.class) != null
                || find(failure, UnknownHostException.class) != null;
    }

    /** Whether the server shows a certificate that is not trusted, which time alone does not heal. */
    static boolean untrusted(@Nullable Throwable failure) {
        return find(failure, CertificateException.class) != null;
    }

    private static String reason(String server, Throwable failure) {
        CertificateException certificate = find(failure, CertificateException.class);
        if (certificate != null) {
            return "the certificate of " + server + " is not trusted" + distrust(server, failure, certificate);
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null) {
            return String.valueOf(tls.getMessage()).contains("certificate_required")
                    ? server + " wants a client certificate, and there is none to show"
                    : because("no TLS connection to " + server, tls);
        }
        if (unknownHost(failure)) {
            return "the host name of " + server + " cannot be resolved";
        }
        if (find(failure, HttpConnectTimeoutException.class) != null) {
            return server + " does not accept a connection in time";
        }
        ConnectException connect = find(failure, ConnectException.class);
        if (connect != null) {
            // The JDK's client says nothing when the port is closed.
            return connect.getMessage() == null
                    ? "no connection to " + server + ": refused"
                    : because("no connection to " + server, connect);
        }
        if (find(failure, HttpTimeoutException.class) != null) {
            return server + " did not answer in time";
        }
        if (String.valueOf(failure.getMessage()).endsWith("received no bytes")) {
            return server + " ended the connection without an answer, as servers do that want a client certificate";
        }
        return because("the connection to " + server + " was lost", failure);
    }

    /** The JDK tells of a missing root and of dates in the names of its classes. */
    private static String distrust(String server, Throwable failure, CertificateException certificate) {
        CertificateExpiredException expired = find(failure, CertificateExpiredException.class);
        if (expired != null) {
            return because(": it has expired", expired);
        }
        CertificateNotYetValidException early = find(failure, CertificateNotYetValidException.class);
        if (early != null) {
            return because(": it is not valid yet", early);
        }
        String message = String.valueOf(certificate.getMessage());
        if (message.startsWith("PKIX path building failed")) {
            return ": it leads to no root that is (a private CA needs its root given)";
        }
        return message.startsWith("No ") ? because(": it is not for " + server, certificate) : because("", certificate);
    }

    private static String because(String what, Throwable failure) {
        String message = failure.getMessage();
        return message == null ? what : what + ": " + ServerText.clean(message, 300);
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}

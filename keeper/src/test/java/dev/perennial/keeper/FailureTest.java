package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.DnsName;
import dev.perennial.acme.ErrorType;
import dev.perennial.acme.FailedProof;
import dev.perennial.acme.Problem;
import java.net.ConnectException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "invalidContact, --contact",
        "unsupportedContact, --contact",
        "unauthorized, perennial account show --online",
        "malformed, lifetime",
        "rejectedIdentifier, change the names",
    })
    void aRefusalComesWithWhatToDo(String type, String hint) {
        assertThat(refused(type, Optional.empty()).hint()).contains(hint);
    }

    /** step-ca calls what it does not offer a rejected identifier; its HTTP status says what it means. */
    @Test
    void whatACaDoesNotOfferIsNotBlamedOnTheNames() {
        Problem problem = Problem.of(ErrorType.Known.REJECTED_IDENTIFIER, 501, "not implemented");

        Failure failure =
                Failure.of(new AcmeException.Refused("keyChange", problem, Optional.empty(), Optional.empty()));

        assertThat(failure.hint()).contains("does not offer").doesNotContain("names");
        assertThat(failure.deferred()).isFalse();
        assertThat(refused("notImplemented", Optional.empty()).hint()).contains("does not offer");
    }

    @Test
    void aMalformedRequestIsNotBlamedOnTheNamesAlone() {
        assertThat(refused("malformed", Optional.empty()).hint()).doesNotContain("change the names");
    }

    @Test
    void aDeferralLastsUntilTheCaSaysAndElseTheLedgerDecides() {
        assertThat(refused("rateLimited", Optional.of(NOW)).retryAt()).contains(NOW);
        assertThat(refused("rateLimited", Optional.empty()).retryAt()).isEmpty();
    }

    @Test
    void thePageOfAPauseIsNotAmongTheHints() {
        Problem problem = Problem.of(ErrorType.of(ErrorType.PREFIX + "rateLimited"), 429, "paused");
        Optional<URI> page = Optional.of(URI.create("https://ca.example/unpause?jwt=secret"));

        Failure failure = Failure.of(new AcmeException.Refused("newOrder", problem, Optional.empty(), page));

        assertThat(failure.hint()).contains("perennial resume").doesNotContain("secret");
        assertThat(failure.deferred()).isTrue();
    }

    @Test
    void aCaWithoutATrustedRootIsNotHealedByWaiting() {
        Throwable untrusted = new SSLHandshakeException("no").initCause(new CertificateException("no root"));

        Failure failure = Failure.of(new AcmeException.Unreachable("not trusted", untrusted));

        assertThat(failure.deferred()).isFalse();
        assertThat(failure.hint()).contains("--ca-root");
        assertThat(Failure.of(new AcmeException.Unreachable("refused", new ConnectException()))
                        .deferred())
                .isTrue();
    }

    @Test
    void aCertificateOutOfItsTimeIsNotAMissingRoot() {
        Throwable expired = new SSLHandshakeException("no")
                .initCause(new CertificateException("validation", new CertificateExpiredException("NotAfter: then")));

        Failure failure = Failure.of(new AcmeException.Unreachable("it has expired", expired));

        assertThat(failure.deferred()).isFalse();
        assertThat(failure.hint()).contains("operator", "clock").doesNotContain("--ca-root");
    }

    @Test
    void aCaThatTakesNoNonceIsInTroubleAndNothingIsLost() {
        assertThat(refused("badNonce", Optional.empty()).deferred()).isTrue();
        assertThat(refused("badNonce", Optional.empty()).hint()).contains("nothing is lost");
    }

    @Test
    void whereNoWayFitsAnotherLineHelpsAndWhereAProofFailedTheProof() {
        var none = new FailedProof(DnsName.parse("a.example"), "", "none fits", Optional.empty(), false);
        var unseen = new FailedProof(DnsName.parse("a.example"), "http-01", "not seen", Optional.empty(), false);

        assertThat(Failure.of(new AcmeException.NotProven(List.of(none))).hint())
                .contains("challenge: line");
        assertThat(Failure.of(new AcmeException.NotProven(List.of(unseen, none)))
                        .hint())
                .contains("make the proof visible");
    }

    private static Failure refused(String type, Optional<Instant> retryAt) {
        Problem problem = Problem.of(ErrorType.of(ErrorType.PREFIX + type), 400, "no");
        return Failure.of(new AcmeException.Refused("newOrder", problem, retryAt, Optional.empty()));
    }
}

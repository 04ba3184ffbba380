package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No connection to the CA for a while: what was not sent may be sent again, whatever it is. */
class OutageTest {
    private static final NewOrder ORDER = NewOrder.of(Set.of(DnsName.parse("a.example")));

    private final VirtualTime time = new VirtualTime();
    private final FakeCa ca = new FakeCa(time);
    private final List<String> told = new ArrayList<>();
    private AcmeSession session;
    private Instant start;

    @BeforeEach
    void open() throws Exception {
        AcmeSession quiet = ca.session();
        session = ca.client().telling(listener()).session(quiet.key(), quiet.accountUrl());
        session.account();
        start = time.instant();
    }

    private ClientListener listener() {
        return new ClientListener() {
            @Override
            public void outage(AcmeException.Unreachable failure, Duration atMost) {
                told.add(failure.getMessage() + ", " + atMost);
            }

            @Override
            public void answersAgain(Duration after) {
                told.add("again after " + after);
            }

            @Override
            public void repeating(AcmeException failure, Duration pause) {
                told.add("repeating");
            }
        };
    }

    private void gone(String resource, Duration length) {
        failing("newNonce", length);
        failing(resource, length);
    }

    private void failing(String resource, Duration length) {
        ca.always(resource, (request, normal) -> {
            if (time.instant().isBefore(start.plus(length))) {
                throw FakeCa.refused();
            }
            return normal.answer();
        });
    }

    @Test
    void halfAMinuteIsWaitedOutAndToldInTwoLines() throws Exception {
        gone("account", Duration.ofSeconds(30));

        assertThat(session.account().status()).isEqualTo(Account.Status.VALID);

        assertThat(told).containsExactly("no connection to ca.test: refused, PT45S", "again after PT30S");
    }

    @Test
    void anOrderIsPlacedOnceThoughItsRequestIsTriedOften() throws Exception {
        gone("newOrder", Duration.ofSeconds(20));

        session.newOrder(ORDER);

        assertThat(ca.orders).hasSize(1);
        assertThat(ca.count("newOrder") + ca.count("newNonce")).isGreaterThan(3);
    }

    @Test
    void itEndsAndThenNobodyElseWaitsForTheSame() throws Exception {
        failing("newOrder", Duration.ofHours(1));
        gone("account", Duration.ofMillis(46_500));

        assertThatThrownBy(() -> session.newOrder(ORDER)).isInstanceOf(AcmeException.Unreachable.class);
        assertThat(Duration.between(start, time.instant())).isEqualTo(Duration.ofSeconds(45));
        assertThatThrownBy(session::account).isInstanceOf(AcmeException.Unreachable.class);
        assertThat(Duration.between(start, time.instant())).isEqualTo(Duration.ofSeconds(45));

        time.advance(Duration.ofSeconds(2));
        assertThat(session.account().status()).isEqualTo(Account.Status.VALID);
        assertThatThrownBy(() -> session.newOrder(ORDER)).isInstanceOf(AcmeException.Unreachable.class);
        assertThat(Duration.between(start, time.instant()))
                .as("after an answer it is another outage")
                .isEqualTo(Duration.ofSeconds(92));
    }

    @Test
    void whenThePatienceIsOverOneTryInAMomentSpeaksForAll() throws Exception {
        failing("newOrder", Duration.ofHours(1));
        gone("account", Duration.ofSeconds(46));
        assertThatThrownBy(() -> session.newOrder(ORDER)).isInstanceOf(AcmeException.Unreachable.class);
        long tried = ca.count("account") + ca.count("newNonce");

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(session::account)
                    .isInstanceOf(AcmeException.Unreachable.class)
                    .hasMessage("no connection to ca.test: refused");
        }

        assertThat(ca.count("account") + ca.count("newNonce")).isEqualTo(tried);
        time.advance(Duration.ofSeconds(1));
        assertThat(session.account().status()).isEqualTo(Account.Status.VALID);
    }

    @Test
    void oneResourceThatCannotBeReachedIsNotTriedForEver() {
        failing("newOrder", Duration.ofHours(1));

        assertThatThrownBy(() -> session.newOrder(ORDER)).isInstanceOf(AcmeException.Unreachable.class);

        assertThat(Duration.between(start, time.instant())).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void theNextDayIsAnotherOutage() throws Exception {
        gone("account", Duration.ofDays(1).plusSeconds(10));
        assertThatThrownBy(session::account).isInstanceOf(AcmeException.Unreachable.class);

        time.advance(Duration.between(time.instant(), start.plus(Duration.ofDays(1))));

        assertThat(session.account().status()).isEqualTo(Account.Status.VALID);
    }

    @Test
    void theDeadlineIsKept() {
        gone("account", Duration.ofSeconds(30));

        assertThatThrownBy(() -> session.until(start.plusSeconds(10)).account())
                .isInstanceOf(AcmeException.Unreachable.class);

        assertThat(time.instant()).isBefore(start.plusSeconds(10));
    }

    @Test
    void aNameWithoutAddressIsTriedNotQuiteAsLong() {
        ca.always("account", (request, normal) -> {
            throw new AcmeException.Unreachable("no such name", new UnknownHostException("ca.test"));
        });

        assertThatThrownBy(session::account).isInstanceOf(AcmeException.Unreachable.class);

        assertThat(Duration.between(start, time.instant())).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void nobodyWaitsForACertificateToBecomeTrusted() {
        ca.always("account", (request, normal) -> {
            throw new AcmeException.Unreachable("not trusted", new CertificateException("path"));
        });

        assertThatThrownBy(session::account).isInstanceOf(AcmeException.Unreachable.class);

        assertThat(time.instant()).isEqualTo(start);
    }

    @Test
    void aConnectionLostInTheMiddleIsToldAndCounted() throws Exception {
        ca.next("account", (request, normal) -> {
            throw FakeCa.lost();
        });

        session.account();

        assertThat(told).containsExactly("repeating");
    }
}

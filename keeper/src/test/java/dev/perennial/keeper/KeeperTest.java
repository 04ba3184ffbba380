package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.Challenge;
import dev.perennial.acme.ExternalAccount;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.RevocationReason;
import dev.perennial.acme.Solver;
import dev.perennial.acme.Transport;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PrivateKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine against a CA in memory, on a real disk, in virtual time. */
class KeeperTest {
    private static final String EMAIL = "info@example.com";

    @TempDir
    Path basedir;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    private final List<Event> events = new ArrayList<>();
    private final List<String> proofs = new ArrayList<>();
    private int hookExit;
    private String faulty = "";
    private FakeCa ca;
    private Keeper keeper;

    @BeforeEach
    void open() throws Exception {
        ca = new FakeCa(time);
        keeper = new Keeper(
                new World(time, new Random(1), new RealDisk(), (p, a, e, t) -> hook(a), this::connect),
                CaDirectory.bundled(),
                (publicTrust, notices) -> List.of(this::solver),
                Settings.of(basedir),
                new Yes(),
                events::add);
    }

    private AcmeClient connect(URI directory, Optional<Path> root) {
        Transport open = new Transport() {
            @Override
            public Response exchange(Request request) throws dev.perennial.acme.AcmeException {
                return ca.exchange(request);
            }

            @Override
            public void close() {}
        };
        return new AcmeClient(directory, open, time);
    }

    @Test
    void aWishBecomesAPairAndASecondLookChangesNothing() throws Exception {
        assertThat(keeper.create("example.com", wish("example.com"), false)).isInstanceOf(Outcome.Issued.class);
        assertPairFits("example.com");

        List<Outcome> again = keeper.renew(List.of(), false);

        assertThat(again).singleElement().isInstanceOf(Outcome.Unchanged.class);
        assertThat(ca.ordersPlaced()).isEqualTo(1);
    }

    @Test
    void theSameWishAgainPlacesNoOrder() throws Exception {
        keeper.create("example.com", wish("example.com"), false);

        assertThat(keeper.create("example.com", wish("example.com"), false)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(ca.ordersPlaced()).isEqualTo(1);
    }

    @Test
    void aWishWithOneNameMoreIsDue() throws Exception {
        keeper.create("example.com", wish("example.com"), false);

        keeper.create("example.com", wish("example.com", "www.example.com"), false);

        assertThat(ca.ordersPlaced()).isEqualTo(2);
    }

    @Test
    void timePassesAndTheCertificateIsRenewedWithAFreshKey() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        byte[] firstKey = Files.readAllBytes(basedir.resolve("private/example.com.key"));
        time.advance(Duration.ofDays(61));

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);

        assertPairFits("example.com");
        assertThat(Files.readAllBytes(basedir.resolve("private/example.com.key")))
                .isNotEqualTo(firstKey);
        assertThat(Files.readAllBytes(basedir.resolve("private/example.com.key.old")))
                .isEqualTo(firstKey);
    }

    @Test
    void aDroppedWishFileIsGranted() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        Files.writeString(basedir.resolve("certs/drop.pem"), Header.format(wish("drop.example.com")));

        keeper.renew(List.of(), false);

        assertPairFits("drop");
    }

    @Test
    void anOrderThatTheCaStillWorksOnIsResumed() throws Exception {
        ca.answerNext("finalize", FakeCa.problem(500, "serverInternal", "down for a moment", Map.of()));
        for (int i = 0; i < 20; i++) {
            ca.answerNext("finalize", FakeCa.problem(500, "serverInternal", "down for a moment", Map.of()));
        }
        assertThat(keeper.create("example.com", wish("example.com"), false)).isInstanceOf(Outcome.Deferred.class);

        ca.clearScript();
        assertThat(keeper.renew(List.of("example.com"), false)).singleElement().isInstanceOf(Outcome.Issued.class);

        assertThat(ca.ordersPlaced()).isEqualTo(1);
        assertThat(events).anyMatch(Event.OrderResumed.class::isInstance);
    }

    @Test
    void allNotesMayBeDeletedAndCostOneOrderAtMost() throws Exception {
        ca.refuseProofs = true;
        keeper.create("example.com", wish("example.com"), false);
        deleteNotes();
        ca.refuseProofs = false;

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertPairFits("example.com");
    }

    @Test
    void aFailureIsRememberedAndHoldsTheNextTryBack() throws Exception {
        ca.refuseProofs = true;
        assertThat(keeper.create("example.com", wish("example.com"), false))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.reason()).contains("the proof is wrong"));
        int orders = ca.ordersPlaced();

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Deferred.class);
        assertThat(ca.ordersPlaced()).isEqualTo(orders);

        time.advance(Duration.ofMinutes(2));
        ca.refuseProofs = false;
        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aRefusedProofIsTriedWithTheNextLine() throws Exception {
        ca.refuseProofs = true;

        keeper.create("example.com", wishWith("http-01 webroot=/a", "dns-01 manual"), false);

        assertThat(proofs).containsExactly("http-01 example.com", "dns-01 example.com");
        assertThat(ca.ordersPlaced()).isEqualTo(2);
    }

    @Test
    void anOrderIsNotPlacedForAWayTheCaDoesNotOffer() throws Exception {
        ca.refuseProofs = true;

        keeper.create("example.com", wishWith("http-01 webroot=/a", "dns-account-01 manual"), false);

        assertThat(proofs).containsExactly("http-01 example.com");
        assertThat(ca.ordersPlaced()).isEqualTo(1);
    }

    @Test
    void aRateLimitIsADeferralUntilTheTimeTheCaNamed() throws Exception {
        ca.answerNext("order", FakeCa.problem(429, "rateLimited", "too many", Map.of("retry-after", List.of("7200"))));

        assertThat(keeper.create("example.com", wish("example.com"), false))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        d -> assertThat(Duration.between(time.instant(), d.until()))
                                .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121)));
        assertThat(keeper.status(List.of()).getFirst().failures()).isZero();
    }

    @Test
    void aRateLimitOfAYearDoesNotTakeTheCertificateInPlaceDown() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        time.advance(Duration.ofDays(84));
        ca.answerNext("order", FakeCa.problem(429, "rateLimited", "no", Map.of("retry-after", List.of("99999999"))));

        assertThat(keeper.renew(List.of(), false))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        d -> assertThat(Duration.between(time.instant(), d.until()))
                                .isBetween(Duration.ofDays(1), Duration.ofDays(2)));

        time.advance(Duration.ofDays(2));
        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aPauseOfASecondIsNoPause() throws Exception {
        Map<String, List<String>> soon = Map.of("retry-after", List.of("1"));
        for (int i = 0; i < 3; i++) {
            ca.answerNext("order", FakeCa.problem(429, "rateLimited", "no", soon));
        }

        assertThat(keeper.create("example.com", wish("example.com"), false))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        d -> assertThat(Duration.between(time.instant(), d.until()))
                                .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61)));
    }

    @Test
    void aCaThatWantsEveryCertificateReplacedAtOnceIsObeyedOnceADay() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        for (int hour = 0; hour < 48; hour++) {
            Instant now = time.instant();
            ca.renewalInfo = Optional.of(window(
                    now.minusSeconds(7200).toString(), now.minusSeconds(3600).toString()));
            keeper.renew(List.of(), false);
            time.advance(Duration.ofHours(1));
        }

        assertThat(ca.ordersPlaced()).isBetween(3, 4);
    }

    @Test
    void aCaThatForgotTheAccountGetsTheSameKeyAgain() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        byte[] accountKey = PrivateKeys.write(new Accounts(new RealDisk(), basedir)
                        .find(EMAIL)
                        .orElseThrow()
                        .key())
                .getBytes(StandardCharsets.US_ASCII);
        ca.forgetEverything();

        assertThat(keeper.renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Issued.class);

        assertThat(PrivateKeys.write(new Accounts(new RealDisk(), basedir)
                                .find(EMAIL)
                                .orElseThrow()
                                .key())
                        .getBytes(StandardCharsets.US_ASCII))
                .isEqualTo(accountKey);
        assertThat(events).anyMatch(e -> e instanceof Event.Notice n && n.text().contains("no longer knew"));
    }

    @Test
    void theSameCertificateAgainIsAFailureNotARenewal() throws Exception {
        keeper.create("example.com", wishKeepingKey("example.com"), false);
        byte[] before = Files.readAllBytes(basedir.resolve("certs/example.com.pem"));
        ca.stuck = true;

        assertThat(keeper.renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Failed.class);

        assertThat(Files.readAllBytes(basedir.resolve("certs/example.com.pem"))).isEqualTo(before);
        assertThat(ca.ordersPlaced()).isLessThanOrEqualTo(3);
    }

    @Test
    void aCaThatIsDownDefersAndTouchesNothing() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        byte[] before = Files.readAllBytes(basedir.resolve("certs/example.com.pem"));
        time.advance(Duration.ofDays(61));
        ca.down = true;

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Deferred.class);

        assertThat(Files.readAllBytes(basedir.resolve("certs/example.com.pem"))).isEqualTo(before);
    }

    @Test
    void aWindowTheCaSuggestsIsKeptAndRenewalsNameTheirPredecessor() throws Exception {
        ca.renewalInfo = Optional.of(window("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        keeper.create("example.com", wish("example.com"), false);

        assertThat(keeper.renew(List.of(), false))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Unchanged.class,
                        u -> assertThat(u.next().orElseThrow())
                                .isBetween(
                                        Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2026-12-02T00:00:00Z")));
        int asked = requests("GET ari");
        keeper.renew(List.of(), false);
        assertThat(requests("GET ari")).isEqualTo(asked);

        time.advance(Duration.ofDays(9));
        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(ca.lastReplaces()).isPresent();
    }

    @Test
    void anotherCaIsNotToldWhatItsOrderReplaces() throws Exception {
        ca.renewalInfo = Optional.of(window("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        keeper.create("example.com", wish("example.com"), false);
        // Both CAs count from the same number: the second certificate of this one is unlike the first of the other.
        keeper.renew(List.of(), true);
        keeper.renew(List.of(), false);
        Path file = basedir.resolve("certs/example.com.pem");
        FakeCa before = ca;
        URI other = URI.create("https://other.test/dir");
        ca = new FakeCa(time, other);
        Files.writeString(file, Files.readString(file).replaceFirst("(?m)^ca: .*$", "ca: " + other));

        assertThat(keeper.renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Issued.class);

        assertThat(before.ordersPlaced()).isEqualTo(2);
        assertThat(ca.ordersPlaced()).isEqualTo(1);
        assertThat(ca.lastReplaces()).isEmpty();
    }

    @Test
    void aWindowFarAwayDoesNotPushTheRenewalPastTheLocalLine() throws Exception {
        ca.renewalInfo = Optional.of(window("9998-01-01T00:00:00Z", "9998-01-02T00:00:00Z"));
        keeper.create("example.com", wish("example.com"), false);
        keeper.renew(List.of(), false);

        time.advance(Duration.ofDays(76));

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aCaWithoutRenewalInformationIsNotAskedAgainTheSameDay() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        keeper.renew(List.of(), false);
        int asked = requests("GET dir");

        keeper.renew(List.of(), false);

        assertThat(requests("GET dir")).isEqualTo(asked);
    }

    @Test
    void oneBadCertificateNeverStopsTheOthers() throws Exception {
        keeper.create("a.example.com", wish("a.example.com"), false);
        keeper.create("b.example.com", wish("b.example.com"), false);
        time.advance(Duration.ofDays(61));
        ca.answerNext("order", FakeCa.problem(400, "rejectedIdentifier", "not this name", Map.of()));

        List<Outcome> outcomes = keeper.renew(List.of(), false);

        assertThat(outcomes).hasExactlyElementsOfTypes(Outcome.Failed.class, Outcome.Issued.class);
    }

    @Test
    void aRevokedCertificateIsReplacedByTheNextRenewal() throws Exception {
        keeper.create("example.com", wishKeepingKey("example.com"), false);
        byte[] key = Files.readAllBytes(basedir.resolve("private/example.com.key"));

        keeper.revoke("example.com", RevocationReason.KEY_COMPROMISE, Keeper.RevokeBy.KEY);
        assertThat(ca.revoked).hasSize(1);

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(Files.readAllBytes(basedir.resolve("private/example.com.key")))
                .isNotEqualTo(key);
    }

    @Test
    void aNameWithoutAFittingLineIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> keeper.create("_.example.com", wish("*.example.com"), false))
                .isInstanceOf(KeeperException.class)
                .hasMessageContaining("*.example.com");
        assertThat(ca.requests).isEmpty();
    }

    @Test
    void anAccountKeyIsRotatedAndGoesOnAfterADeathInBetween() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        new Accounts(new RealDisk(), basedir).stageNextKey(EMAIL, KeyType.EC_P256.generate());

        keeper.accounts().rotateKey(EMAIL, KeyType.EC_P256);

        StoredAccount account =
                new Accounts(new RealDisk(), basedir).find(EMAIL).orElseThrow();
        assertThat(account.nextKey()).isEmpty();
        assertThat(keeper.renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aBackupRestoresTheAccount() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        Path backup = basedir.resolve("backup.pem");
        Files.writeString(backup, keeper.accounts().backup(EMAIL, "correct horse".toCharArray()));
        Files.delete(basedir.resolve("private/" + EMAIL + ".key"));

        AccountKeeper.Recovery recovery = keeper.accounts()
                .recover(
                        Optional.empty(),
                        FakeCa.BASE + "dir",
                        Optional.of(backup),
                        Optional.of("correct horse".toCharArray()));

        assertThat(recovery.account().email()).isEqualTo(EMAIL);
        assertThat(recovery.toChange()).isEmpty();
    }

    @Test
    void aLostKeyMeansANewAccountAndAListOfWhatNamesTheOldOne() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        Files.delete(basedir.resolve("private/" + EMAIL + ".key"));

        AccountKeeper.Recovery recovery =
                keeper.accounts().recover(Optional.of(EMAIL), FakeCa.BASE + "dir", Optional.empty(), Optional.empty());

        assertThat(recovery.toChange()).anyMatch(line -> line.contains("accounturi="));
    }

    @Test
    void aHookThatFailsIsOwedUntilItSucceeds() throws Exception {
        Path hooks = Files.createDirectory(basedir.resolve("hooks"));
        Files.createFile(
                hooks.resolve("reload"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        hookExit = 1;
        assertThat(keeper.create("example.com", wish("example.com"), false))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.reason()).contains("in place, but not deployed"));
        assertPairFits("example.com");

        hookExit = 0;
        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Unchanged.class);
        time.advance(Duration.ofMinutes(3));
        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Unchanged.class);
        assertThat(ca.ordersPlaced()).isEqualTo(1);
    }

    @Test
    void anOutageDoesNotMakeThePausesGrow() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        time.advance(Duration.ofDays(61));
        ca.down = true;
        for (int i = 0; i < 10; i++) {
            keeper.renew(List.of("example.com"), false);
        }
        ca.down = false;
        time.advance(Duration.ofMinutes(3));

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void pausesNeverOutlastACertificateOfSixDays() throws Exception {
        ca.lifetime = Duration.ofDays(6);
        keeper.create("example.com", wish("example.com"), false);
        time.advance(Duration.ofDays(5));
        ca.refuseProofs = true;
        for (int i = 0; i < 10; i++) {
            keeper.renew(List.of("example.com"), false);
        }

        assertThat(keeper.plan(List.of()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Hold.class,
                        hold -> assertThat(Duration.between(time.instant(), hold.until()))
                                .isLessThan(Duration.ofHours(3)));
    }

    @Test
    void aWindowBeforeTheCertificateBeganIsIgnored() throws Exception {
        ca.renewalInfo = Optional.of(window("2020-12-01T00:00:00Z", "2020-12-02T00:00:00Z"));
        keeper.create("example.com", wish("example.com"), false);

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Unchanged.class);
        assertThat(ca.ordersPlaced()).isEqualTo(1);
    }

    @Test
    void anotherLifetimeIsAnotherCertificate() throws Exception {
        keeper.create("example.com", wish("example.com"), false);

        assertThat(keeper.create("example.com", wish("example.com").withAccount(EMAIL), false))
                .isInstanceOf(Outcome.Unchanged.class);
        assertThat(keeper.create("example.com", wishWithLifetime(Duration.ofDays(30)), false))
                .isInstanceOf(Outcome.Issued.class);
        assertThat(ca.ordersPlaced()).isEqualTo(2);
    }

    @Test
    void anUnknownNameDoesNotKeepTheOthersFromBeingRenewed() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        time.advance(Duration.ofDays(61));

        assertThat(keeper.renew(List.of("nowhere", "example.com"), false))
                .hasExactlyElementsOfTypes(Outcome.Failed.class, Outcome.Issued.class);
    }

    @Test
    void aFaultInOneCertificateDoesNotStopTheOthers() throws Exception {
        keeper.create("a.example.com", wish("a.example.com"), false);
        keeper.create("b.example.com", wish("b.example.com"), false);
        time.advance(Duration.ofDays(61));
        faulty = "a.example.com";

        assertThat(keeper.renew(List.of(), false))
                .hasExactlyElementsOfTypes(Outcome.Failed.class, Outcome.Issued.class);
    }

    @Test
    void aKeyAloneIsTheKeyOfTheCertificateAskedFor() throws Exception {
        keeper.create("example.com", wish("example.com"), false);
        byte[] key = Files.readAllBytes(basedir.resolve("private/example.com.key"));
        Files.delete(basedir.resolve("certs/example.com.pem"));

        assertThat(keeper.create("example.com", wish("example.com"), false)).isInstanceOf(Outcome.Issued.class);

        assertThat(Files.readAllBytes(basedir.resolve("private/example.com.key")))
                .isEqualTo(key);
        assertPairFits("example.com");
    }

    @Test
    void anotherWishIsNotHeldBackByTheFailuresOfTheOneBefore() throws Exception {
        ca.refuseProofs = true;
        keeper.create("example.com", wish("example.com"), false);
        ca.refuseProofs = false;
        ca.down = true;
        keeper.create("example.com", wishWith("dns-01 manual"), false);

        assertThat(keeper.status(List.of()).getFirst().failures()).isZero();
    }

    @Test
    void whatCanNeverBeDoneIsRefusedAsUsageAndWritesNothing() {
        assertThatThrownBy(() -> keeper.create("../x", wish("example.com"), false))
                .isInstanceOfSatisfying(
                        KeeperException.class, e -> assertThat(e.usage()).isTrue());
        assertThat(basedir).isEmptyDirectory();
    }

    private ProgramRunner.Result hook(List<String> arguments) {
        return new ProgramRunner.Result(hookExit, false, String.join(" ", arguments));
    }

    private Optional<Solver> solver(ChallengeLine line) {
        return Optional.of(new Solver() {
            @Override
            public String name() {
                return line.toString();
            }

            @Override
            public String challengeType() {
                return line.type();
            }

            @Override
            public Proof present(ProofRequest request) {
                if (request.identifier().value().equals(faulty)) {
                    throw new IllegalStateException("a fault of ours");
                }
                proofs.add(line.type() + " " + request.identifier().value());
                return new Proof() {
                    @Override
                    public void await() {}

                    @Override
                    public void close() {}
                };
            }
        });
    }

    private static Map<String, Object> window(String start, String end) {
        return Map.of("suggestedWindow", Map.of("start", start, "end", end));
    }

    private int requests(String start) {
        return (int) ca.requests.stream().filter(r -> r.startsWith(start)).count();
    }

    private static Wish wish(String... names) {
        return wish(false, List.of(ChallengeLine.parse(Challenge.HTTP_01 + " webroot=/nowhere")), names);
    }

    private static Wish wishKeepingKey(String... names) {
        return wish(true, List.of(ChallengeLine.parse(Challenge.HTTP_01 + " webroot=/nowhere")), names);
    }

    private static Wish wishWith(String... lines) {
        return wish(false, List.of(lines).stream().map(ChallengeLine::parse).toList(), "example.com");
    }

    private static Wish wishWithLifetime(Duration lifetime) {
        Wish wish = wish("example.com");
        return new Wish(
                wish.names(),
                wish.account(),
                wish.ca(),
                wish.challenges(),
                wish.key(),
                wish.keepKey(),
                wish.profile(),
                wish.caRoot(),
                wish.csr(),
                wish.chain(),
                wish.mustStaple(),
                Optional.of(lifetime),
                wish.deploy(),
                wish.check());
    }

    private static Wish wish(boolean keepKey, List<ChallengeLine> lines, String... names) {
        Set<Identifier> identifiers = new LinkedHashSet<>();
        for (String name : names) {
            identifiers.add(Identifier.parse(name));
        }
        return new Wish(
                identifiers,
                EMAIL,
                FakeCa.BASE + "dir",
                lines,
                KeyType.EC_P256,
                keepKey,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                List.of());
    }

    private void assertPairFits(String name) throws Exception {
        Store store = new Store(new RealDisk(), basedir, CaDirectory.bundled());
        assertThat(PrivateKeys.matches(
                        store.key(name).orElseThrow(),
                        store.chain(name).getFirst().getPublicKey()))
                .isTrue();
    }

    private void deleteNotes() throws Exception {
        try (var files = Files.walk(basedir.resolve(".perennial"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final class Yes implements Questions {
        @Override
        public boolean agreeToTerms(String authority, URI terms) {
            return true;
        }

        @Override
        public ExternalAccount externalAccount(String authority) throws KeeperException {
            throw new KeeperException("no external account here", "");
        }
    }
}

package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import dev.perennial.devca.wire.RecordedRequest;
import dev.perennial.devca.wire.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experimental challenge of devca: the key of an earlier certificate proves the name. */
class PriorKeyTest {
    private static final String NAME = "www.example.com";
    private static final String EXPERIMENT = "x-prior-key-01 (experimental: an earlier certificate's key)";

    private final Path state = Directories.temporary("devca");
    private final Path basedir = Directories.temporary("perennial");
    private final Path root = basedir.resolve("root.pem");
    private final int port = Ports.free();
    private final int httpPort = Ports.free();

    @AfterEach
    void clear() {
        Directories.delete(state);
        Directories.delete(basedir);
    }

    /** The same CA again, with all it knows. */
    private DevCa ca(PolicyBuilder policy) throws IOException {
        DevCa ca =
                DevCa.builder().state(state).port(port).policy(policy.build()).start();
        Files.writeString(root, ca.rootPem());
        return ca;
    }

    private DevCa offeringAll() throws IOException {
        return ca(Policy.builder().httpPort(httpPort));
    }

    private DevCa offeringNothingElse() throws IOException {
        return ca(Policy.builder().challengeTypes(PolicyBuilder.PRIOR_KEY));
    }

    private Perennial.Run run(Path store, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--ca-root", root.toString()));
        return Perennial.in(store, all.toArray(String[]::new));
    }

    private Perennial.Run issue(Path store, DevCa ca, String... options) {
        List<String> all = new ArrayList<>(
                List.of("new", NAME, "--exact", "--agree", "--no-self-test", "--account", Perennial.EMAIL));
        all.addAll(List.of("--ca", ca.directoryUrl().toString()));
        all.addAll(List.of("--challenge", "http-01 listen=:" + httpPort));
        all.addAll(List.of(options));
        return run(store, all.toArray(String[]::new));
    }

    private Perennial.Run renew() {
        return run(basedir, "renew", NAME, "--force", "--no-self-test");
    }

    private PublicKey publicKey() {
        return Certificates.read(basedir.resolve("certs").resolve(NAME + ".pem"))
                .getFirst()
                .getPublicKey();
    }

    private static List<String> answers(DevCa ca) {
        return ca.requests().stream()
                .filter(request -> request.resource().equals(Optional.of(Resource.CHALLENGE)))
                .map(RecordedRequest::payload)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "rsa-2048", "ed25519"})
    void whoGotACertificateByHttpRenewsItByItsKeyAgainAndAgain(String keyType) throws Exception {
        try (DevCa ca = offeringAll()) {
            Perennial.Run first = issue(basedir, ca, "--key", keyType);
            assertThat(first.code()).as(first.all()).isZero();
            assertThat(first.all()).doesNotContain("x-prior-key-01");
        }
        try (DevCa ca = offeringNothingElse()) {
            for (int rotation = 1; rotation <= 2; rotation++) {
                PublicKey before = publicKey();
                Perennial.Run renewal = renew();
                assertThat(renewal.code()).as(renewal.all()).isZero();
                assertThat(renewal.all()).contains(EXPERIMENT);
                assertThat(publicKey()).isNotEqualTo(before);
            }
            assertThat(answers(ca))
                    .hasSize(2)
                    .allSatisfy(answer -> assertThat(answer).contains("proof"));
        }
    }

    @Test
    void itIsTheLastResortWhenTheCaDoesNotReachThePort() throws Exception {
        try (DevCa ca = offeringAll()) {
            assertThat(issue(basedir, ca).code()).isZero();
        }
        try (DevCa ca = ca(Policy.builder().httpPort(Ports.free()))) {
            Perennial.Run renewal = renew();
            assertThat(renewal.code()).as(renewal.all()).isZero();
            assertThat(renewal.all()).containsSubsequence("http-01 listen=", EXPERIMENT);
            assertThat(answers(ca)).hasSize(2).first().isEqualTo("{}");
        }
    }

    @Test
    void aMachineWithoutTheKeyGetsNothingAndSignsNothing() throws Exception {
        try (DevCa ca = offeringAll()) {
            assertThat(issue(basedir, ca).code()).isZero();
        }
        Path elsewhere = Directories.temporary("elsewhere");
        try (DevCa ca = offeringNothingElse()) {
            Perennial.Run attempt = issue(elsewhere, ca);
            assertThat(attempt.code()).as(attempt.all()).isNotZero();
            assertThat(attempt.all()).contains("none of the configured ways fits; the CA offers x-prior-key-01");
            assertThat(answers(ca)).isEmpty();
        } finally {
            Directories.delete(elsewhere);
        }
    }

    @Test
    void aStolenKeyIsGoodForNothing() throws Exception {
        try (DevCa ca = offeringAll()) {
            assertThat(issue(basedir, ca).code()).isZero();
            Perennial.Run revocation = run(basedir, "revoke", NAME, "--reason", "keyCompromise", "--agree");
            assertThat(revocation.code()).as(revocation.all()).isZero();
        }
        try (DevCa ca = ca(Policy.builder().httpPort(Ports.free()))) {
            Perennial.Run renewal = renew();
            assertThat(renewal.code()).as(renewal.all()).isNotZero();
            assertThat(renewal.all()).doesNotContain("x-prior-key-01");
            assertThat(answers(ca)).containsExactly("{}");
        }
    }
}

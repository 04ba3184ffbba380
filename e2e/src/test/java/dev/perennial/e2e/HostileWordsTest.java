package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import dev.perennial.devca.fault.Exchange;
import dev.perennial.devca.fault.Rule;
import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.fault.Scenarios;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the CA wrote, where programs read it; and what is told once. */
class HostileWordsTest {
    private static final String LINK = "https://ca.example/unpause?jwt=secret";
    private static final Set<String> FAMILIES = Set.of("F09", "F10", "F28");

    static List<Scenario> words() {
        return Scenarios.all().stream()
                .filter(scenario -> FAMILIES.contains(scenario.fault()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("words")
    void jsonStaysOneCleanObjectALine(Scenario scenario) throws Exception {
        try (Siege siege = due()) {
            siege.ca().scenario(scenario);

            Siege.Run run = siege.run("renew", "--no-self-test", "--json");

            assertThat(run.code()).as(run.all()).isEqualTo(Verdict.of(scenario).exit());
            List<JsonObject> objects = objects(run);
            assertThat(objects.getLast().requireString("event")).isEqualTo("result");
            assertThat(run.out())
                    .doesNotContain("\\u00", "\\n", "\\r")
                    .doesNotContainPattern("[\\p{Cf}\\p{Co}\\p{Cs}]");
        }
    }

    @Test
    void theLinkThatIsAKeyIsShownToWhoeverAsksForItAndWrittenNowhere() throws Exception {
        try (Siege siege = due()) {
            siege.ca().scenario("paused");

            Siege.Run quiet = siege.run("renew", "--no-self-test", "--quiet");
            Siege.Run json = siege.run("renew", Siege.NAME, "--no-self-test", "--json");
            Siege.Run later = siege.run("renew", "--verbose");
            Siege.Run status = siege.run("status");
            Siege.Run plan = siege.run("plan", "--json");

            assertThat(quiet.code()).isEqualTo(4);
            assertThat(quiet.err()).contains("https://ca.example/unpause?…");
            assertThat(quiet.all() + json.all() + later.all() + status.all() + plan.all())
                    .doesNotContain("jwt=");
            assertNowhereOnDisk(siege.basedir());
            assertThat(siege.run("resume", Siege.NAME).out()).containsOnlyOnce(LINK);
        }
    }

    @Test
    void oneCertificateThatIsHeldBackDoesNotHoldTheOthers() throws Exception {
        try (Siege siege = due()) {
            siege.ca()
                    .scenario(Scenario.of(
                            "first-limited",
                            "F28",
                            "the first order is refused for an hour",
                            Rule.instead(HostileWordsTest::limited, Resource.NEW_ORDER)
                                    .once()));
            Siege.Pair before = siege.pair();
            siege.wish("young.example");

            Siege.Run run = siege.run("renew", "--no-self-test");

            assertThat(run.code()).as(run.all()).isEqualTo(4);
            boolean renewed = !siege.pair().equals(before);
            boolean granted = Files.readString(siege.basedir().resolve("certs/young.example.pem"))
                    .contains("BEGIN CERTIFICATE");
            assertThat(renewed ^ granted).as(run.all()).isTrue();
        }
    }

    private static Reply limited(Exchange exchange) {
        return Reply.text(
                        429,
                        "application/problem+json",
                        "{\"type\":\"urn:ietf:params:acme:error:rateLimited\",\"detail\":\"too many\"}")
                .header("Retry-After", "3600");
    }

    private static Siege due() throws IOException {
        Siege siege = Siege.begin();
        siege.issue("ec-p256 rotate");
        siege.pass(Duration.ofDays(61));
        return siege;
    }

    private static List<JsonObject> objects(Siege.Run run) throws JsonFormatException {
        List<JsonObject> objects = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            objects.add(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        return objects;
    }

    private static void assertNowhereOnDisk(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("jwt="));
        }
    }
}

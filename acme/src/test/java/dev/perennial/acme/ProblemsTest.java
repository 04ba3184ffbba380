package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
    @Test
    void readsTypeDetailAndSubproblemsByIdentifier() {
        Problem problem = problem(403, """
                {"type":"urn:ietf:params:acme:error:compound","detail":"two names failed","subproblems":[
                  {"type":"urn:ietf:params:acme:error:caa","detail":"CAA forbids",
                   "identifier":{"type":"dns","value":"a.example"}},
                  {"type":"urn:ietf:params:acme:error:rejectedIdentifier","detail":"on a list",
                   "identifier":{"type":"ip","value":"2001:DB8:0::1"}}]}
                """);

        assertThat(problem.is(ErrorType.Known.COMPOUND)).isTrue();
        assertThat(problem.status()).isEqualTo(403);
        assertThat(problem.subproblems()).hasSize(2);
        assertThat(problem.reaction()).isEqualTo(Reaction.GIVE_UP);
        assertThat(problem.describe())
                .isEqualTo("compound: two names failed; a.example: caa: CAA forbids;"
                        + " 2001:db8::1: rejectedIdentifier: on a list");
    }

    @Test
    void keepsTheAlgorithmsOfABadSignature() {
        Problem problem = problem(
                400,
                "{\"type\":\"urn:ietf:params:acme:error:badSignatureAlgorithm\",\"algorithms\":[\"RS256\",\"ES256\"]}");

        assertThat(problem.algorithms()).containsExactly("RS256", "ES256");
        assertThat(problem.describe()).isEqualTo("badSignatureAlgorithm; the server takes RS256, ES256");
    }

    @ParameterizedTest
    @CsvSource({"urn:acme:error:badNonce", "about:blank", "URN:ietf:params:acme:error:badNonce", "badNonce"})
    void knowsATypeOnlyByItsWholeName(String type) {
        Problem problem = problem(400, "{\"type\":\"" + type + "\"}");

        assertThat(problem.type()).isEqualTo(new ErrorType.Unknown(type));
        assertThat(problem.reaction()).isEqualTo(Reaction.GIVE_UP);
    }

    @ParameterizedTest
    @CsvSource({"503, SAME_AGAIN_LATER", "502, SAME_AGAIN_LATER", "429, DEFER", "404, GIVE_UP", "407, GIVE_UP"})
    void goesByTheStatusWhenThereIsNoDocument(int status, Reaction reaction) {
        Problem problem = problem(status, "<html><script>alert(1)</script>");

        assertThat(problem.reaction()).isEqualTo(reaction);
        assertThat(problem.describe()).startsWith("HTTP status " + status).doesNotContain("html");
    }

    @Test
    void believesTheHttpStatusAndNotTheDocuments() {
        assertThat(problem(403, "{\"status\":200,\"detail\":\"x\"}").status()).isEqualTo(403);
    }

    @Test
    void leavesOutWhatIsOfTheWrongKind() {
        Problem problem = problem(
                400,
                "{\"type\":5,\"detail\":[],\"title\":\"odd\",\"instance\":\"javascript:x\",\"identifier\":\"a\","
                        + "\"algorithms\":[1],\"subproblems\":{}}");

        assertThat(problem.detail()).isEqualTo("odd");
        assertThat(problem.instance()).isEmpty();
        assertThat(problem.subproblems()).isEmpty();
    }

    @Test
    void boundsAndCleansWhatItKeeps() {
        Problem problem = problem(400, "{\"detail\":\"\\u001b[31m" + "x".repeat(20_000) + "\"}");

        assertThat(problem.detail()).startsWith("[31mx").hasSize(ServerText.MAX_LENGTH);
    }

    @Test
    void endsAtSomeDepthAndSomeNumber() {
        String nested = "{\"subproblems\":[".repeat(10) + "]}".repeat(10);
        String many = "{\"subproblems\":[" + "{\"detail\":\"x\"},".repeat(1000) + "{}]}";

        assertThat(depth(problem(400, nested))).isEqualTo(3);
        assertThat(problem(400, many).subproblems()).hasSize(100);
    }

    @Test
    void describesAllOfItOnOneLineOfBoundedLength() {
        String sub = "{\"detail\":\"" + "x".repeat(3000) + "\"}";

        assertThat(problem(400, "{\"subproblems\":[" + sub + ("," + sub).repeat(90) + "]}")
                        .describe())
                .startsWith("HTTP status 400; xxx")
                .hasSize(1000);
        assertThat(Problem.of(ErrorType.of("about:blank"), 0, "only text").describe())
                .isEqualTo("only text");
    }

    @Test
    void describesTheFirstFewSubproblemsAndCountsTheRest() {
        String subs = "{\"detail\":\"again\"},".repeat(19) + "{}";

        assertThat(problem(400, "{\"subproblems\":[" + subs + "]}").describe())
                .isEqualTo("HTTP status 400; again; again; again; again; again; and 15 more");
    }

    @Test
    void findsThePageForAPerson() {
        Transport.Response paused = response(429, "{\"detail\":\"Please visit: https://portal.test/x?jwt=y.\"}");
        assertThat(Problems.link(Problems.of(paused), answer(paused)))
                .contains(URI.create("https://portal.test/x?jwt=y"));

        Transport.Response terms = new Transport.Response(
                403,
                Map.of("link", List.of("<https://ca.test/terms/v2>;rel=\"terms-of-service\"")),
                "{\"type\":\"urn:ietf:params:acme:error:userActionRequired\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(Problems.link(Problems.of(terms), answer(terms))).contains(URI.create("https://ca.test/terms/v2"));
    }

    @Test
    void keepsTheSecretOfALinkOutOfItsTexts() {
        Transport.Response paused = response(
                429,
                "{\"detail\":\"Please visit: https://portal.test/x?jwt=secret#secret and wait\","
                        + "\"subproblems\":[{\"detail\":\"or http://portal.test/y#secret\"}]}");

        assertThat(Problems.of(paused).describe())
                .isEqualTo(
                        "HTTP status 429: Please visit: https://portal.test/x?… and wait; or http://portal.test/y#…");
        assertThat(Problems.of(paused).toString()).doesNotContain("secret");
    }

    private static int depth(Problem problem) {
        return problem.subproblems().isEmpty()
                ? 0
                : 1 + depth(problem.subproblems().getFirst());
    }

    private static Answer answer(Transport.Response response) {
        return new Answer("newOrder", URI.create("https://ca.test/order"), response, VirtualTime.START);
    }

    private static Problem problem(int status, String body) {
        return Problems.of(response(status, body));
    }

    private static Transport.Response response(int status, String body) {
        return new Transport.Response(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.perennial.acme;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whatever a CA answers is read as what was asked for, or refused as broken; no text of it is unfit for a terminal. The
 * input is header lines, an empty line, and the body.
 */
public final class AnswersFuzz {
    private static final URI DIRECTORY = URI.create("https://ca.example/directory");
    private static final URI HERE = URI.create("https://ca.example/acme/1");
    private static final URI ACCOUNT = URI.create("https://ca.example/acct/1");
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final UrlPolicy URLS = UrlPolicy.of(DIRECTORY);

    private AnswersFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        int head = head(data);
        Transport.Response response = new Transport.Response(
                data.length % 5 == 0 ? 400 : 200,
                headers(new String(data, 0, head, StandardCharsets.ISO_8859_1)),
                Arrays.copyOfRange(data, head, data.length));
        Answer answer = new Answer("answer", HERE, response, NOW);
        attempt(() -> OrderReader.read(answer, HERE, URLS));
        attempt(() -> AccountReader.read(answer, HERE, URLS));
        attempt(() -> AuthorizationReader.read(answer, HERE, ACCOUNT, URLS));
        attempt(() -> ChallengeReader.read(answer, ACCOUNT, URLS));
        attempt(() -> DirectoryReader.read(answer, URLS));
        attempt(() -> RenewalInfoReader.read(answer));
        attempt(() -> ChainReader.read(answer, URLS));
        attempt(() -> answer.location(URLS));
        Problem problem = Problems.of(response);
        fit(problem.detail());
        fit(String.valueOf(Problems.link(problem, answer)));
        patience(answer.retryAt());
    }

    private static void patience(Optional<Instant> retryAt) {
        if (retryAt.filter(at -> at.isBefore(NOW.plus(Duration.ofSeconds(1))) || at.isAfter(NOW.plus(RetryAfter.MAX)))
                .isPresent()) {
            throw new IllegalStateException("asked again at " + retryAt);
        }
    }

    private static int head(byte[] data) {
        for (int i = 1; i < data.length; i++) {
            if (data[i] == '\n' && data[i - 1] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static Map<String, List<String>> headers(String head) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : head.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), List.of(line.substring(colon + 1)));
            }
        }
        return headers;
    }

    private static void attempt(Reading reading) {
        try {
            fit(String.valueOf(reading.read()));
        } catch (AcmeException.Broken e) {
            fit(String.valueOf(e.getMessage()));
        }
    }

    private static void fit(String text) {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new IllegalStateException("control characters got through");
        }
    }

    private interface Reading {
        Object read() throws AcmeException.Broken;
    }
}

package dev.perennial.acme;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Which URLs a request may go to: https, the directory's own host and port, no user info, no fragment, plain ASCII of
 * bounded length. Everything else a server hands out is refused before it is used.
 */
final class UrlPolicy {
    static final int MAX_LENGTH = 2048;

    private final String host;
    private final int port;

    private UrlPolicy(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** @throws IllegalArgumentException when the URL is not one to speak ACME with */
    static UrlPolicy of(URI directoryUrl) {
        String problem = problemOf(directoryUrl);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("\"" + ServerText.clean(directoryUrl.toString(), 200)
                    + "\" cannot be the directory of a CA: it " + problem);
        }
        return new UrlPolicy(host(directoryUrl), port(directoryUrl));
    }

    /**
     * Reads a URL the server sent.
     *
     * @param where what it was found in, for the message: {@code order: member "finalize"}
     */
    URI check(String text, String where) throws AcmeException.Broken {
        try {
            return check(new URI(text), where);
        } catch (URISyntaxException e) {
            throw broken(text, where, "is not a URL");
        }
    }

    URI check(URI url, String where) throws AcmeException.Broken {
        String problem = problemOf(url);
        if (problem.isEmpty() && (!host(url).equals(host) || port(url) != port)) {
            problem = "leads away from " + host + (port == 443 ? "" : ":" + port);
        }
        if (!problem.isEmpty()) {
            throw broken(url.toString(), where, problem);
        }
        return url;
    }

    private static AcmeException.Broken broken(String url, String where, String problem) {
        return new AcmeException.Broken(where + ": \"" + ServerText.clean(url, 200) + "\" " + problem);
    }

    private static String problemOf(URI url) {
        String text = url.toString();
        if (text.length() > MAX_LENGTH) {
            return "is longer than " + MAX_LENGTH + " characters";
        }
        if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
            return "is not plain ASCII";
        }
        if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            return "is not an https URL";
        }
        if (url.getRawUserInfo() != null) {
            return "has user information";
        }
        return url.getRawFragment() == null ? "" : "has a fragment";
    }

    private static String host(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    private static int port(URI url) {
        return url.getPort() < 0 ? 443 : url.getPort();
    }
}

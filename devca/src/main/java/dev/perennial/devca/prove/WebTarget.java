package dev.perennial.devca.prove;

import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Something to fetch on port 80 or 443; other ports do not exist for validation. */
record WebTarget(boolean tls, String host, String path) {
    private static final int LONGEST_PATH = 2000;

    /** Where a Location header leads to.
     * @throws Refusal if validation does not go there */
    WebTarget redirectedTo(Optional<String> location) {
        String text = location.orElseThrow(() -> new Refusal(ErrorType.connection, "redirect without Location"));
        URI uri;
        try {
            uri = new URI(toString()).resolve(new URI(text));
        } catch (URISyntaxException e) {
            throw new Refusal(ErrorType.connection, "redirect to what is no URL");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (!secure && !scheme.equals("http")) {
            throw new Refusal(ErrorType.connection, "redirect to another scheme than http and https");
        }
        if (uri.getPort() != -1 && uri.getPort() != 80 && uri.getPort() != 443) {
            throw new Refusal(ErrorType.connection, "redirect to a port that is neither 80 nor 443");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            throw new Refusal(ErrorType.connection, "redirect to a host that is none");
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath()) + query;
        if (path.length() > LONGEST_PATH) {
            throw new Refusal(ErrorType.connection, "redirect to a path that is too long");
        }
        return new WebTarget(secure, unbracketed(uri.getHost().toLowerCase(Locale.ROOT)), path);
    }

    /** The Host header. */
    String authority() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority() + path;
    }
}

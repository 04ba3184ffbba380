package dev.perennial.devca.wire;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as it came: nothing is checked yet. Header names are in lower case. */
public record Request(String method, String target, Map<String, List<String>> headers, byte[] body, String remote) {

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The path without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    public Optional<String> query() {
        int query = target.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
    }
}

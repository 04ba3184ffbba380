package dev.perennial.acme;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Link} headers of an answer (RFC 8288), as far as ACME uses them: a target and its relation. */
final class Links {
    private static final int MAX_LINKS = 50;
    private static final int MAX_HEADER = 16_384;

    /** A target, then its parameters up to the comma that ends the value. */
    private static final Pattern VALUE = Pattern.compile("<([^<>]*)>((?:[^,\"<>]|\"[^\"]*+\")*+)");

    private static final Pattern REL = Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))");

    private Links() {}

    /** Targets with this relation, in the server's order, relative ones resolved; what is no link is skipped. */
    static List<URI> of(Transport.Response response, String relation, URI base) {
        List<URI> targets = new ArrayList<>();
        for (String header : response.headers().getOrDefault("link", List.of())) {
            Matcher value = VALUE.matcher(header.substring(0, Math.min(header.length(), MAX_HEADER)));
            while (value.find() && targets.size() < MAX_LINKS) {
                if (hasRelation(value.group(2), relation)) {
                    add(targets, value.group(1), base);
                }
            }
        }
        return List.copyOf(targets);
    }

    private static boolean hasRelation(String parameters, String relation) {
        Matcher rel = REL.matcher(parameters);
        if (!rel.find()) {
            return false;
        }
        String names = rel.group(1) != null ? rel.group(1) : rel.group(2);
        for (String name : names.split(" ", -1)) {
            if (name.equalsIgnoreCase(relation)) {
                return true;
            }
        }
        return false;
    }

    private static void add(List<URI> targets, String target, URI base) {
        try {
            targets.add(base.resolve(new URI(target)));
        } catch (URISyntaxException e) {
            // A link that cannot be read leads nowhere.
        }
    }
}

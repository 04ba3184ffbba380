package dev.perennial.devca.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The resources of the server, with their paths; a segment {@code *} stands for the identity of one object. */
public enum Resource {
    DIRECTORY("/directory", "GET", "HEAD"),
    NEW_NONCE("/new-nonce", "HEAD", "GET"),
    NEW_ACCOUNT("/new-account", "POST"),
    NEW_ORDER("/new-order", "POST"),
    NEW_AUTHZ("/new-authz", "POST"),
    REVOKE_CERT("/revoke-cert", "POST"),
    KEY_CHANGE("/key-change", "POST"),
    ACCOUNT("/account/*", "POST"),
    ORDERS("/account/*/orders", "POST"),
    ORDER("/order/*", "POST"),
    FINALIZE("/order/*/finalize", "POST"),
    AUTHORIZATION("/authz/*", "POST"),
    CHALLENGE("/authz/*/*", "POST"),
    CERTIFICATE("/cert/*", "POST"),
    ALTERNATE("/cert/*/*", "POST"),
    RENEWAL_INFO("/renewal-info/*", "GET"),
    TERMS("/terms", "GET"),
    CRL("/crl", "GET"),
    ISSUER("/issuer/*", "GET");

    private final String path;
    private final List<String> segments;
    private final Set<String> methods;

    Resource(String path, String... methods) {
        this.path = path;
        this.segments = split(path);
        this.methods = Set.of(methods);
    }

    /** A path that was recognised. */
    public record Match(Resource resource, List<String> ids) {}

    public static Optional<Match> find(String path) {
        List<String> wanted = split(path);
        return Arrays.stream(values()).flatMap(r -> r.match(wanted).stream()).findFirst();
    }

    /** The path with its identities filled in. */
    public String path(String... ids) {
        String filled = path;
        for (String id : ids) {
            filled = filled.replaceFirst("\\*", id);
        }
        return filled;
    }

    public Set<String> methods() {
        return methods;
    }

    private Optional<Match> match(List<String> wanted) {
        if (wanted.size() != segments.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!segments.get(i).equals("*") && !segments.get(i).equals(wanted.get(i))) {
                return Optional.empty();
            }
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (segments.get(i).equals("*")) {
                ids.add(wanted.get(i));
            }
        }
        return Optional.of(new Match(this, List.copyOf(ids)));
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }
}

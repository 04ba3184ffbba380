package dev.perennial.keeper;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads {@code ca-directory.json}. It is part of the product, so whatever is wrong with it is a bug. */
final class CaDirectoryFile {
    private static final String FILE = "ca-directory.json";

    private CaDirectoryFile() {}

    static List<CertificateAuthority> read() {
        try (InputStream in = Objects.requireNonNull(CaDirectoryFile.class.getResourceAsStream(FILE), FILE)) {
            List<CertificateAuthority> authorities = new ArrayList<>();
            for (JsonObject ca : Json.parse(in.readAllBytes()).objects("cas")) {
                authorities.add(authority(ca));
            }
            return List.copyOf(authorities);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        } catch (JsonFormatException e) {
            throw new IllegalStateException(FILE + ": " + e.getMessage(), e);
        }
    }

    private static CertificateAuthority authority(JsonObject ca) throws JsonFormatException {
        return new CertificateAuthority(
                ca.requireString("key"),
                ca.requireString("name"),
                ca.requireString("status"),
                ca.uri("directory"),
                ca.requireString("kind").startsWith("public"),
                ca.string("eab").orElse("").equals("required"),
                ca.strings("issuers"),
                ca.strings("caa"),
                rateLimits(ca));
    }

    private static List<RateLimit> rateLimits(JsonObject ca) throws JsonFormatException {
        List<RateLimit> limits = new ArrayList<>();
        for (JsonObject limit : ca.objects("rateLimits")) {
            String kind = limit.requireString("limit");
            limits.add(new RateLimit(
                    RateLimit.Kind.of(kind).orElseThrow(() -> new IllegalStateException(kind)),
                    Math.toIntExact(limit.integer("burst").orElse(0L)),
                    Duration.parse(limit.requireString("refill")),
                    limit.bool("sparesRenewals").orElse(false),
                    limit.string("anchor")));
        }
        return List.copyOf(limits);
    }
}

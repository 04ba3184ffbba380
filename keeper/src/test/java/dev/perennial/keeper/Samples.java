package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.KeyType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Wishes and identifiers made up from a seed. */
final class Samples {
    private static final String PRINTABLE = "ab zAZ09\"\\='#:;$`()*-_.,/äß→";

    private Samples() {}

    static Identifier identifier(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Identifier.parse("192.0.2." + random.nextInt(256));
            case 1 -> Identifier.parse("2001:db8::" + Integer.toHexString(random.nextInt(65536)));
            case 2 -> Identifier.parse("*." + dnsName(random));
            case 3 ->
                Identifier.parse(pick(random, List.of("con", "lpt1", "_", "nul", "com0")) + "." + dnsName(random));
            default -> Identifier.parse(dnsName(random));
        };
    }

    static Wish wish(Random random) {
        Set<Identifier> names = new LinkedHashSet<>(many(random, 1, 4, () -> identifier(random)));
        return new Wish(
                names,
                random.nextInt(5) == 0 ? "" : "a" + random.nextInt(9) + "@example.com",
                random.nextBoolean() ? "letsencrypt" : "https://ca.example/dir?x=" + random.nextInt(9),
                many(random, 1, 3, () -> challenge(random)),
                new KeyType(pick(random, List.of("ec-p256", "ec-p384", "ed25519", "rsa-2048"))),
                random.nextBoolean(),
                maybe(random, () -> "tlsserver" + random.nextInt(3)),
                maybe(random, () -> Path.of("/etc/ssl/lab ca " + random.nextInt(9) + ".pem")),
                maybe(random, () -> Path.of("/srv/request.csr")),
                maybe(random, () -> line(random)),
                random.nextBoolean(),
                maybe(random, () -> Duration.ofMinutes(1 + random.nextInt(900_000))),
                many(random, 0, 2, () -> line(random)),
                many(random, 0, 2, () -> line(random)));
    }

    static ChallengeLine challenge(Random random) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            options.put("option-" + i, text(random));
        }
        return new ChallengeLine(
                maybe(random, () -> identifier(random).value()),
                pick(random, List.of("http-01", "dns-01", "tls-alpn-01", "dns-account-01")),
                maybe(random, () -> pick(random, List.of("rfc2136", "program", "manual"))),
                options);
    }

    private static String dnsName(Random random) {
        StringBuilder name = new StringBuilder();
        for (int labels = random.nextInt(4); labels > 0; labels--) {
            String label = "abcdefghij0123456789-_".repeat(2).substring(random.nextInt(12), 13 + random.nextInt(7));
            name.append(label).append(random.nextInt(50)).append('.');
        }
        return name.append(pick(random, List.of("example", "test", "a--b"))).toString();
    }

    private static String line(Random random) {
        String text = text(random).strip();
        return text.isEmpty() ? "x" : text;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PRINTABLE.charAt(random.nextInt(PRINTABLE.length())));
        }
        return text.toString();
    }

    private static <T> Optional<T> maybe(Random random, Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private static <T> List<T> many(Random random, int least, int most, Supplier<T> value) {
        List<T> values = new ArrayList<>();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            values.add(value.get());
        }
        return values;
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}

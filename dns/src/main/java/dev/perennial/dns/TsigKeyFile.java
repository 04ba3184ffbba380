package dev.perennial.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/**
 * A TSIG key (RFC 8945) in a file as BIND reads it and {@code tsig-keygen} prints it. No message and no
 * {@code toString} shows the secret.
 */
final class TsigKeyFile {
    private static final int LARGEST = 64 * 1024;
    /** Quoted strings, kept as the group, come first: a secret may have what looks like a comment. */
    private static final Pattern COMMENTS =
            Pattern.compile("(\"[^\"]*\")|//[^\\n]*|(?m:^\\s*#[^\\n]*)|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern KEY = Pattern.compile("key\\s+\"?([A-Za-z0-9._-]{1,253})\"?\\s*\\{([^}]*)\\}\\s*;");
    private static final Map<String, Name> ALGORITHMS = Map.of(
            "hmac-md5", TSIG.HMAC_MD5,
            "hmac-sha1", TSIG.HMAC_SHA1,
            "hmac-sha224", TSIG.HMAC_SHA224,
            "hmac-sha256", TSIG.HMAC_SHA256,
            "hmac-sha384", TSIG.HMAC_SHA384,
            "hmac-sha512", TSIG.HMAC_SHA512);

    private final Name name;
    private final Name algorithm;
    private final SecretKeySpec secret;

    private TsigKeyFile(Name name, Name algorithm, SecretKeySpec secret) {
        this.name = name;
        this.algorithm = algorithm;
        this.secret = secret;
    }

    /** @throws IllegalArgumentException with one line fit for people when it cannot be read or holds no single key */
    static TsigKeyFile read(Path file) {
        String text;
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong(file, "larger than a key can be");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the key file " + file + ": " + reason(e), e);
        }
        Matcher key = KEY.matcher(withoutComments(text));
        if (!key.find()) {
            throw wrong(file, "no key \"NAME\" { algorithm ...; secret ...; }; in it");
        }
        TsigKeyFile read = key(file, key.group(1), key.group(2));
        if (key.find()) {
            throw wrong(file, "more than one key in it");
        }
        return read;
    }

    private static String withoutComments(String text) {
        return COMMENTS.matcher(text).replaceAll(match -> match.group(1) == null ? " " : "$1");
    }

    /** The key's name, which is not secret. */
    String name() {
        return Texts.name(name);
    }

    /** Signs and verifies with this key. */
    TSIG signer(Clock clock) {
        return new TSIG(algorithm, name, secret, clock);
    }

    private static TsigKeyFile key(Path file, String keyName, String body) {
        String algorithm = field(body, "algorithm")
                .orElseThrow(() -> wrong(file, "no algorithm in it"))
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.$|\\.sig-alg\\.reg\\.int\\.?$", "");
        Name known = ALGORITHMS.get(algorithm);
        if (known == null) {
            throw wrong(file, "unknown algorithm " + Texts.printable(algorithm));
        }
        String secret = field(body, "secret").orElseThrow(() -> wrong(file, "no secret in it"));
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.replaceAll("\\s", ""));
            return new TsigKeyFile(Name.fromString(keyName, Name.root), known, new SecretKeySpec(bytes, algorithm));
        } catch (TextParseException e) {
            throw wrong(file, "the key's name is not a DNS name");
        } catch (IllegalArgumentException e) {
            // Not as the cause: its message quotes from the secret.
            throw wrong(file, "the secret is not base64");
        }
    }

    private static Optional<String> field(String body, String field) {
        Matcher value = Pattern.compile("(?:^|[\\s;])" + field + "\\s+(?:\"([^\";]+)\"|([^\\s\";]+))\\s*;")
                .matcher(body);
        return value.find() ? Optional.of(value.group(1) != null ? value.group(1) : value.group(2)) : Optional.empty();
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "it does not exist";
            case AccessDeniedException denied -> "permission denied";
            default -> Texts.printable("" + e.getMessage());
        };
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException(
                "the key file " + file + " cannot be used: " + what + " (expected: what tsig-keygen prints)");
    }
}

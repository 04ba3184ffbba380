package dev.perennial.keeper;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Which names files may have. A pair's name never holds an {@code @}, an account key's always does, so neither is taken
 * for the other. Names made here are the same on every platform: no device names, no colons, nothing that differs in
 * case alone, and short enough for every ending that is put to them.
 */
final class FileNames {
    /** File names end at 255 bytes; this leaves room for {@code .NAME.pem.new.tmp}. */
    private static final int MAX_LENGTH = 200;

    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    private static final Pattern CHOSEN = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9_+.-]*");

    /** In characters; of up to three octets each in a file's name. */
    private static final int MAX_EMAIL = 80;

    private FileNames() {}

    /**
     * Maps identifiers to names, no two to the same. A {@code +} is in no DNS name: it replaces the colons of an IPv6
     * address, and parts a name that had to be changed from the digest that tells it from all others.
     */
    static String of(Identifier identifier) {
        String value = identifier.value();
        if (!(identifier instanceof DnsName name)) {
            String plain = value.replace(':', '+');
            return identifier instanceof Identifier.Other ? marked("other", identifier.type() + "\n" + value) : plain;
        }
        String plain = name.wildcard() ? "_" + value.substring(1) : value;
        boolean taken = !name.wildcard() && plain.startsWith("_.");
        if (taken || DEVICE.matcher(plain).matches()) {
            return marked("name." + plain, value);
        }
        return plain.length() > MAX_LENGTH ? marked(plain, value) : plain;
    }

    private static String marked(String readable, String value) {
        return readable.substring(0, Math.min(readable.length(), MAX_LENGTH - 50)) + "+" + digest(value);
    }

    /** What stands for a text that is too long, or no name: half of its SHA-256, in hex. */
    static String digest(String value) {
        try {
            byte[] octets = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(octets, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @throws KeeperException when a person's choice of a name cannot be taken */
    static void check(String name) throws KeeperException {
        boolean valid = CHOSEN.matcher(name).matches()
                && name.length() <= MAX_LENGTH
                && !name.endsWith(".")
                && !DEVICE.matcher(name).matches();
        if (!valid) {
            throw new KeeperException(
                    "\"" + Words.printable(name) + "\" cannot be the name of a certificate's files",
                    "use letters, digits, dots, hyphens and underscores, at most " + MAX_LENGTH);
        }
    }

    /** Whether files that are there may be called so: looser than {@link #check}, but it never leaves its directory. */
    static boolean isPairName(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && !name.contains("@")
                && !name.contains("/")
                && !name.contains("\\")
                && !Words.hasControls(name);
    }

    /** @throws IllegalArgumentException when an e-mail address cannot name an account key file */
    static void checkEmail(String email) {
        if (!isEmail(email)) {
            throw new IllegalArgumentException(
                    "\"" + Words.printable(email) + "\" is not an e-mail address that can name a file");
        }
    }

    /** One {@code @} with something on both sides, and nothing that means something to a file system. */
    static boolean isEmail(String email) {
        int at = email.indexOf('@');
        boolean valid = at > 0
                && at < email.length() - 1
                && email.length() <= MAX_EMAIL
                && email.indexOf('@', at + 1) < 0
                && ".-".indexOf(email.charAt(0)) < 0
                && !email.endsWith(".");
        for (int i = 0; i < email.length() && valid; i++) {
            char c = email.charAt(i);
            valid = c > ' ' && "/\\<>:\"|?*".indexOf(c) < 0 && !isSpaceOrControl(c);
        }
        return valid;
    }

    private static boolean isSpaceOrControl(char c) {
        return c > 126 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
    }
}

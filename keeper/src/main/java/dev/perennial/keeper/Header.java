package dev.perennial.keeper;

import java.util.Optional;

/** The text form of a {@link Wish}: the explanatory text before the first block of a {@code .pem} file (RFC 7468 §2). */
public final class Header {
    private Header() {}

    /**
     * Reads the text before the first {@code -----BEGIN}.
     *
     * @return empty when no line starts with {@code names:}: text of somebody else
     * @throws KeeperException naming the line that is unknown, repeated, missing or wrong
     */
    public static Optional<Wish> parse(String preamble) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Writes it, with an empty line after it. Defaults are written out where they may change some day. */
    public static String format(Wish wish) {
        throw new UnsupportedOperationException();
    }
}

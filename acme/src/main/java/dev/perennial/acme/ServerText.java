package dev.perennial.acme;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text that a server or a person sent fit to be shown: bounded, on one line, and without characters that steer a terminal. */
final class ServerText {
    /** Longest text kept, in characters. */
    static final int MAX_LENGTH = 4096;

    /** Longest value quoted in a message that says it is wrong. */
    static final int MAX_QUOTED = 80;

    private static final int MAX_LINK = 2048;
    private static final Pattern LINK = Pattern.compile("https://[!-~&&[^\"'<>\\\\^`{|}]]+");

    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?#]{1,2048}[?#])\\S+");

    private ServerText() {}

    static String clean(String text) {
        return clean(text, MAX_LENGTH);
    }

    /** Drops control, format (bidi among them), surrogate and private characters; any white space becomes one blank. */
    static String clean(String text, int maxLength) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), maxLength + 1));
        text.codePoints()
                .limit(4L * maxLength)
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(ServerText::printable)
                .takeWhile(c -> clean.length() <= maxLength)
                .forEach(c -> append(clean, c));
        if (clean.length() > maxLength) {
            clean.setLength(Character.isHighSurrogate(clean.charAt(maxLength - 2)) ? maxLength - 2 : maxLength - 1);
            clean.append('…');
        }
        return clean.toString().strip();
    }

    /** The first https link in a text, without the punctuation that ends its sentence. */
    static Optional<URI> link(String text) {
        Matcher matcher = LINK.matcher(text);
        return matcher.find() ? page(matcher.group().replaceAll("[.,;:!?)\\]]+$", "")) : Optional.empty();
    }

    /** The text without what follows the question mark of a URL in it: there CAs put secrets meant for one person. */
    static String withoutQueries(String text) {
        return QUERY.matcher(text).replaceAll("$1…");
    }

    /** A page to show to a person, never to follow: https, bounded and printable, or nothing. */
    static Optional<URI> page(String url) {
        if (url.length() > MAX_LINK
                || !url.startsWith("https://")
                || !url.chars().allMatch(c -> c > ' ' && c < 127)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(url)).filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static void append(StringBuilder clean, int c) {
        if (c != ' ' || !clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
            clean.appendCodePoint(c);
        }
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

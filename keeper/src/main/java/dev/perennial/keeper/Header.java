package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.KeyType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text form of a {@link Wish}: the explanatory text before the first block of a {@code .pem} file (RFC 7468 §2). One
 * {@code name: value} a line; empty lines and lines that start with {@code #} mean nothing.
 */
public final class Header {
    private static final Pattern SPAN = Pattern.compile("[1-9][0-9]{0,5}[dhm]");
    private static final Pattern WORD = Pattern.compile("[!-~]+");

    private static final String NAMES = "names:";

    private Header() {}

    /**
     * Reads the text before the first {@code -----BEGIN}. A missing {@code account:} becomes the empty text, for the
     * {@link Store} to fill in; other missing lines mean {@code ca: letsencrypt}, {@code key: ec-p256 rotate} and {@link
     * ChallengeLine#DEFAULT}.
     *
     * @return empty when no line starts with {@code names:}: text of somebody else
     * @throws KeeperException naming the line that is unknown, repeated, missing or wrong
     */
    public static Optional<Wish> parse(String preamble) throws KeeperException {
        if (!present(preamble)) {
            return Optional.empty();
        }
        HeaderLines lines = HeaderLines.read(preamble);
        KeyWish key = lines.one("key", KeyWish::parse).orElse(KeyWish.DEFAULT);
        List<ChallengeLine> challenges = lines.all("challenge", ChallengeLine::parse);
        return Optional.of(new Wish(
                lines.one("names", Header::names).orElseThrow(),
                lines.one("account", Header::email).orElse(""),
                lines.one("ca", Header::word).orElse("letsencrypt"),
                challenges.isEmpty() ? List.of(ChallengeLine.DEFAULT) : challenges,
                key.type(),
                key.keep(),
                lines.one("profile", Header::word),
                lines.one("ca-root", Header::path),
                lines.one("csr", Header::path),
                lines.one("chain", text -> text),
                lines.one("must-staple", Header::yesOrNo).orElse(false),
                lines.one("lifetime", Header::lifetime),
                lines.all("deploy", text -> text),
                lines.all("check", text -> text)));
    }

    /**
     * Writes it, with an empty line after it. What may change some day as a default is written out; paths become
     * absolute.
     *
     * @throws IllegalArgumentException when a value cannot stand on one line
     */
    public static String format(Wish wish) {
        HeaderLines.Writer lines = new HeaderLines.Writer();
        lines.line("names", wish.names().stream().map(Header::writable).collect(Collectors.joining(" ")));
        if (!wish.account().isEmpty()) {
            lines.line("account", wish.account());
        }
        lines.line("ca", wish.ca());
        wish.challenges().forEach(challenge -> lines.line("challenge", challenge.toString()));
        lines.line("key", new KeyWish(wish.key(), wish.keepKey()).toString());
        wish.profile().ifPresent(profile -> lines.line("profile", profile));
        wish.caRoot()
                .ifPresent(file -> lines.line("ca-root", file.toAbsolutePath().toString()));
        wish.csr().ifPresent(file -> lines.line("csr", file.toAbsolutePath().toString()));
        wish.chain().ifPresent(name -> lines.line("chain", name));
        if (wish.mustStaple()) {
            lines.line("must-staple", "yes");
        }
        wish.lifetime().ifPresent(lifetime -> lines.line("lifetime", lifetime(lifetime)));
        wish.deploy().forEach(text -> lines.line("deploy", text));
        wish.check().forEach(text -> lines.line("check", text));
        return lines.text();
    }

    /** Whether the text is a header: a line starts with {@code names:}. */
    static boolean present(String preamble) {
        for (int at = preamble.indexOf(NAMES); at >= 0; at = preamble.indexOf(NAMES, at + 1)) {
            if (at == 0 || startsLine(preamble, at)) {
                return true;
            }
        }
        return false;
    }

    /** A byte order mark is one at the beginning only. */
    private static boolean startsLine(String text, int at) {
        char before = text.charAt(at - 1);
        return before == '\n' || before == '\r' || at == 1 && before == '\ufeff';
    }

    /** The comment lines, each with a line end: they outlive a new wish. */
    static String comments(String preamble) {
        return HeaderLines.split(preamble)
                .filter(line -> line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Reads a time span: days {@code 7d}, hours {@code 12h} or minutes {@code 90m}.
     *
     * @throws IllegalArgumentException with one line fit for people
     */
    public static Duration lifetime(String text) {
        if (!SPAN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + Words.printable(text) + "\" is not a time span such as 7d, 12h or 90m");
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'd' -> Duration.ofDays(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
    }

    private static String lifetime(Duration span) {
        if (span.compareTo(Duration.ofMinutes(1)) < 0 || !span.equals(Duration.ofMinutes(span.toMinutes()))) {
            throw new IllegalArgumentException("a lifetime is a whole number of minutes");
        }
        if (span.equals(Duration.ofDays(span.toDays()))) {
            return span.toDays() + "d";
        }
        return span.equals(Duration.ofHours(span.toHours())) ? span.toHours() + "h" : span.toMinutes() + "m";
    }

    /** The value of the {@code key:} line. */
    private record KeyWish(KeyType type, boolean keep) {
        private static final String ROTATE = "rotate";
        private static final String KEEP = "keep";
        private static final KeyWish DEFAULT = new KeyWish(KeyType.EC_P256, false);

        static KeyWish parse(String text) {
            List<String> words = new Words(text).split();
            boolean keep = words.size() == 2 && words.get(1).equals(KEEP);
            if (words.size() > 2 || words.size() == 2 && !keep && !words.get(1).equals(ROTATE)) {
                throw new IllegalArgumentException("after the key's type comes keep or rotate, nothing else");
            }
            return new KeyWish(new KeyType(words.get(0)), keep);
        }

        @Override
        public String toString() {
            return type.name() + " " + (keep ? KEEP : ROTATE);
        }
    }

    private static Set<Identifier> names(String text) {
        Set<Identifier> names = new LinkedHashSet<>();
        for (String word : new Words(text).split()) {
            names.add(Identifier.parse(word));
        }
        return names;
    }

    private static String writable(Identifier identifier) {
        if (identifier instanceof Identifier.Other) {
            throw new IllegalArgumentException("a header cannot name an identifier of type " + identifier.type());
        }
        return identifier.value();
    }

    private static String email(String text) {
        FileNames.checkEmail(text);
        return text;
    }

    private static String word(String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + Words.printable(text) + "\" is not one word");
        }
        return text;
    }

    private static boolean yesOrNo(String text) {
        if (!text.equals("yes") && !text.equals("no")) {
            throw new IllegalArgumentException("\"" + Words.printable(text) + "\" is neither yes nor no");
        }
        return text.equals("yes");
    }

    private static Path path(String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + Words.printable(text) + "\" is not a file name", e);
        }
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("\"" + Words.printable(text) + "\" is not an absolute file name");
        }
        if (!path.toString().equals(path.toString().strip())) {
            throw new IllegalArgumentException(
                    "\"" + Words.printable(text) + "\" ends with a space, which a line cannot keep");
        }
        return path;
    }
}

package dev.perennial.keeper;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lines {@code account: DIRECTORY_URL ACCOUNT_URL} before an account key. Other text there is left as it is. */
final class AccountLines {
    private static final String NAME = "account:";

    private AccountLines() {}

    static Map<URI, URI> urls(Path file, String preamble) throws KeeperException {
        Map<URI, URI> urls = new TreeMap<>();
        int number = 0;
        for (String line : preamble.lines().toList()) {
            number++;
            if (line.startsWith(NAME)) {
                try {
                    read(line, urls);
                } catch (IllegalArgumentException e) {
                    throw new KeeperException(
                            file + ", line " + number + ": " + Words.printable(String.valueOf(e.getMessage())),
                            "write it as account: DIRECTORY_URL ACCOUNT_URL, once for each CA, or remove it",
                            e);
                }
            }
        }
        return urls;
    }

    private static void read(String line, Map<URI, URI> urls) {
        List<String> words = new Words(line.substring(NAME.length())).split();
        if (words.size() != 2 || urls.put(URI.create(words.get(0)), URI.create(words.get(1))) != null) {
            throw new IllegalArgumentException("not two URLs, or a second line for the same CA");
        }
    }

    /** The text with these lines instead of those it has. */
    static String replace(String preamble, Map<URI, URI> urls) {
        String others = preamble.lines()
                .filter(line -> !line.startsWith(NAME) && !line.isBlank())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        String lines = new TreeMap<>(urls)
                .entrySet().stream()
                        .map(entry -> NAME + " " + entry.getKey() + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
        return others + lines + (others.isEmpty() && lines.isEmpty() ? "" : "\n");
    }
}

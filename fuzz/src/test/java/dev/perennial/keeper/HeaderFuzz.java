package dev.perennial.keeper;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Wishes and account lines: what is read and written again is the same wish. */
public final class HeaderFuzz {
    private static final Path FILE = Path.of("account.key");

    private HeaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            Optional<Wish> wish = Header.parse(text);
            if (wish.isPresent() && !Header.parse(Header.format(wish.get())).equals(wish)) {
                throw new IllegalStateException("another wish when written again: " + Header.format(wish.get()));
            }
        } catch (KeeperException e) {
            oneLine(e);
        }
        try {
            Map<URI, URI> urls = AccountLines.urls(FILE, text);
            if (!AccountLines.urls(FILE, AccountLines.replace(text, urls)).equals(urls)) {
                throw new IllegalStateException("other accounts when written again: " + urls);
            }
        } catch (KeeperException e) {
            oneLine(e);
        }
    }

    private static void oneLine(KeeperException e) {
        if ((e.getMessage() + e.hint()).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException("control characters in a message", e);
        }
    }
}

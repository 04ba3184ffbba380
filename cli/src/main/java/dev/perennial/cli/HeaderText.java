package dev.perennial.cli;

import dev.perennial.keeper.Header;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Wish;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wish being written down from options. Options and header lines are read by one parser, so that they have one syntax.
 */
final class HeaderText {
    /** The parser counts lines of a file; here each has an option. */
    private static final Pattern LINE = Pattern.compile("^line [0-9]+, ([a-z-]+)(: .*)$");

    private final StringBuilder text = new StringBuilder();

    /** @throws UsageException when the value could be read as more than this line */
    void line(String name, String value) throws UsageException {
        if (value.isBlank()) {
            throw new UsageException("--" + name + " is empty", "");
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            throw new UsageException("--" + name + " contains a control character", "");
        }
        text.append(name).append(": ").append(value.strip()).append('\n');
    }

    void line(String name, Optional<String> value) throws UsageException {
        if (value.isPresent()) {
            line(name, value.get());
        }
    }

    /** @throws UsageException with what the header's parser says */
    Wish wish() throws UsageException {
        try {
            return Header.parse(text.append('\n').toString())
                    .orElseThrow(() -> new IllegalStateException("a header without names"));
        } catch (KeeperException e) {
            Matcher line = LINE.matcher(e.getMessage());
            throw new UsageException(line.find() ? "--" + line.group(1) + line.group(2) : e.getMessage(), "");
        }
    }
}

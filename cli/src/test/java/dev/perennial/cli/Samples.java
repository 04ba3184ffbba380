package dev.perennial.cli;

import dev.perennial.keeper.AccountView;
import dev.perennial.keeper.Entry;
import dev.perennial.keeper.Header;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.StatusRow;
import dev.perennial.keeper.Step;
import dev.perennial.keeper.Wish;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Things an engine may say. */
final class Samples {
    private Samples() {}

    static Wish wish(String header) {
        try {
            return Header.parse(header).orElseThrow();
        } catch (KeeperException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Entry.Kept kept(String name, String header) {
        return new Entry.Kept(name, wish(header), false, Optional.empty(), true, Optional.empty());
    }

    /** A certificate of 90 days with this many days left. */
    static StatusRow row(Entry.Kept entry, int daysLeft, Step step) {
        return new StatusRow(
                entry.name(),
                entry,
                Optional.of(step),
                Optional.of(Shell.NOW.minus(Duration.ofDays(90L - daysLeft))),
                Optional.of(Shell.NOW.plus(Duration.ofDays(daysLeft))),
                Optional.empty(),
                0,
                Optional.empty());
    }

    static Outcome.Issued issued(String name) {
        return new Outcome.Issued(
                name,
                Path.of("/etc/ssl/certs", name + ".pem"),
                Path.of("/etc/ssl/private", name + ".key"),
                Shell.NOW.plus(Duration.ofDays(90)));
    }

    static Outcome.Unchanged unchanged(String name, int days) {
        return new Outcome.Unchanged(
                name, "renews in " + days + " days, in good time", Optional.of(Shell.NOW.plus(Duration.ofDays(days))));
    }

    static Outcome.Failed failed(String name) {
        return new Outcome.Failed(
                name,
                "http-01: connection refused",
                "is the port open?",
                Optional.of(Shell.NOW.plus(Duration.ofMinutes(10))));
    }

    static Outcome.Deferred deferred(String name) {
        return new Outcome.Deferred(
                name, "too many certificates this week", "wait", Shell.NOW.plus(Duration.ofHours(30)));
    }

    static AccountView account() {
        return new AccountView(
                "me@example.com",
                "letsencrypt",
                Optional.of(URI.create("https://ca.example/acct/1")),
                "thumb",
                "ec-p256",
                Optional.of("valid"),
                List.of(URI.create("mailto:me@example.com")),
                List.of());
    }
}

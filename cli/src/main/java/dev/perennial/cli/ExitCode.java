package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import java.util.Collection;
import java.util.Comparator;

/** How a run ended, told to whoever started it; in the order in which the better gives way to the worse. */
enum ExitCode {
    NOTHING(3),
    DONE(0),
    LATER(4),
    FAILED(1),
    USAGE(2),
    /** As shells tell of SIGINT; after another signal the JVM itself puts 128 and its number in place of this. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued issued -> DONE;
            case Outcome.Authorized authorized -> DONE;
            case Outcome.Unchanged unchanged -> NOTHING;
            case Outcome.Deferred deferred -> LATER;
            case Outcome.Failed failed -> FAILED;
        };
    }

    static ExitCode of(KeeperException e) {
        if (e.usage()) {
            return USAGE;
        }
        return e.retryAt().isPresent() ? LATER : FAILED;
    }

    /** The worst wins: failed, then later, then done, then nothing. Without any, nothing was to do. */
    static ExitCode worst(Collection<ExitCode> codes) {
        return codes.stream().max(Comparator.naturalOrder()).orElse(NOTHING);
    }
}

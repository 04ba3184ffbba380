package dev.perennial.keeper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What happens while the keeper works; for progress lines and {@code --json}. */
public sealed interface Event {
    /** The certificate's name in the store; empty when the event is about none. */
    String name();

    /** Work on several certificates starts; about none of them. */
    record Planned(String name, int certificates) implements Event {}

    /** Work on a certificate starts. */
    record Started(String name, String reason) implements Event {}

    record AccountRegistered(String name, String email, URI account) implements Event {}

    record OrderPlaced(String name, URI order) implements Event {}

    record OrderResumed(String name, URI order) implements Event {}

    record AlreadyAuthorized(String name, String identifier) implements Event {}

    record Proving(String name, String identifier, String solver) implements Event {}

    record SolverFailed(String name, String identifier, String solver, String reason) implements Event {}

    record Validating(String name, int identifiers) implements Event {}

    record Finalizing(String name) implements Event {}

    record Waiting(String name, String what, Duration pause) implements Event {}

    /** The certificate arrived and passed the checks; it is not in place yet. */
    record Received(String name, String issuer) implements Event {}

    /** A hook ended. */
    record HookRan(String name, String hook, String event, boolean success, String output) implements Event {}

    /** Something was found half-done or odd and has been mended or passed over. */
    record Notice(String name, String text) implements Event {}

    /** Something a person has to do, or to know whatever else they wish not to hear. */
    record Instruction(String name, String text) implements Event {}

    /**
     * The CA has paused these names for the account: a person must lift that, at a page it gives.
     *
     * @param page holds a secret: for the eyes of the person at work, not for logs
     */
    record Paused(String name, List<String> identifiers, URI page) implements Event {
        public Paused {
            identifiers = List.copyOf(identifiers);
        }

        /** The page without its secret. */
        public String pageForLogs() {
            return page.getRawQuery() == null && page.getRawFragment() == null
                    ? page.toString()
                    : page.toString().replaceFirst("[?#].*", "?…");
        }

        @Override
        public String toString() {
            return "Paused[" + name + ", " + identifiers + ", " + pageForLogs() + "]";
        }
    }

    /** Nothing is wrong yet, but the certificate may end before it is renewed. */
    record Risk(String name, String text) implements Event {}

    /** {@code perennial run} has done what there was to do, and looks again at this time or earlier. */
    record Slept(String name, Instant next) implements Event {}

    record Finished(String name, Outcome outcome) implements Event {}
}

package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.ClientListener;
import java.time.Duration;
import java.util.function.Consumer;

/** Turns trouble on the way to a CA into events of no certificate in particular. */
record Connection(Consumer<Event> events) implements ClientListener {
    @Override
    public void outage(AcmeException.Unreachable failure, Duration atMost) {
        tell(failure.getMessage() + "; trying again for " + atMost.toSeconds() + " seconds at most");
    }

    @Override
    public void answersAgain(Duration after) {
        tell("the CA answers again, after " + Math.max(1, after.toSeconds()) + " s");
    }

    @Override
    public void repeating(AcmeException failure, Duration pause) {
        events.accept(new Event.Waiting("", "another try, because " + failure.getMessage(), pause));
    }

    private void tell(String text) {
        events.accept(new Event.Notice("", text));
    }
}

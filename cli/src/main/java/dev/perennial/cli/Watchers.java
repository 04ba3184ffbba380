package dev.perennial.cli;

import dev.perennial.dns.People;
import dev.perennial.keeper.Event;
import java.util.function.Consumer;

/** The people who watch the work on DNS records, by way of the run's events. */
record Watchers(Consumer<Event> events) implements People {
    @Override
    public void tell(String line) {
        events.accept(new Event.Notice("", line));
    }

    @Override
    public void instruct(String line) {
        events.accept(new Event.Instruction("", line));
    }
}

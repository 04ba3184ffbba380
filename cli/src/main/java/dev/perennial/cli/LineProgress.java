package dev.perennial.cli;

import dev.perennial.keeper.Event;

/** A line per event: for logs, and for people who want to see everything, or hardly anything. */
final class LineProgress implements Progress {
    private final Screen screen;
    private final Telling.Weight least;

    /** @param least what matters less is left out */
    LineProgress(Screen screen, Telling.Weight least) {
        this.screen = screen;
        this.least = least;
    }

    @Override
    public synchronized void accept(Event event) {
        Telling telling = screen.terminal() ? Telling.ofForEyes(event) : Telling.of(event);
        if (telling.weight().compareTo(least) <= 0) {
            screen.line(telling.line(event.name()));
            if (least == Telling.Weight.DETAIL && event instanceof Event.HookRan ran) {
                ran.output().lines().forEach(line -> screen.line("    " + line));
            }
        }
    }
}

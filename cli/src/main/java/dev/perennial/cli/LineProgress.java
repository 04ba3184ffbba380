package dev.perennial.cli;

import dev.perennial.keeper.Event;

/** A line per event: for logs, and for people who want to see everything. */
final class LineProgress implements Progress {
    private final Screen screen;
    private final boolean verbose;

    LineProgress(Screen screen, boolean verbose) {
        this.screen = screen;
        this.verbose = verbose;
    }

    @Override
    public synchronized void accept(Event event) {
        Telling telling = Telling.of(event);
        if (telling.weight() != Telling.Weight.SILENT && (verbose || telling.weight() != Telling.Weight.DETAIL)) {
            screen.line(telling.line(event.name()));
            if (verbose && event instanceof Event.HookRan ran) {
                ran.output().lines().forEach(line -> screen.line("    " + line));
            }
        }
    }
}

package dev.perennial.cli;

import dev.perennial.keeper.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A line per event: for logs, and for people who want to see everything, or hardly anything. Waiting that goes on is told
 * again each time it has taken twice as long.
 */
final class LineProgress implements Progress {
    private final Screen screen;
    private final Telling.Weight least;
    private final boolean endless;
    /** By certificate, what it was last heard to wait for. */
    private final Map<String, Wait> waits = new HashMap<>();

    /**
     * @param total so far
     * @param told the total when it was last told
     */
    private record Wait(String what, Duration total, Duration told) {
        boolean isNews() {
            return total.compareTo(told.multipliedBy(2)) >= 0;
        }
    }

    /** @param least what matters less is left out */
    LineProgress(Screen screen, Telling.Weight least) {
        this(screen, least, false);
    }

    /** @param endless whether it is told here how things ended */
    LineProgress(Screen screen, Telling.Weight least, boolean endless) {
        this.screen = screen;
        this.least = least;
        this.endless = endless;
    }

    @Override
    public synchronized void accept(Event event) {
        Telling telling = telling(event);
        if (telling.weight().compareTo(least) > 0) {
            return;
        }
        if (least != Telling.Weight.DETAIL && event instanceof Event.Waiting waiting) {
            waiting(waiting, telling);
            return;
        }
        waits.remove(event.name());
        screen.line(telling.line(event.name()));
        if (least == Telling.Weight.DETAIL && event instanceof Event.HookRan ran) {
            ran.output().lines().forEach(line -> screen.line("    " + line));
        }
    }

    private void waiting(Event.Waiting event, Telling telling) {
        Wait before = waits.getOrDefault(event.name(), new Wait("", Duration.ZERO, Duration.ZERO));
        boolean first = !before.what().equals(event.what());
        Wait now = first
                ? new Wait(event.what(), event.pause(), Duration.ZERO)
                : new Wait(event.what(), before.total().plus(event.pause()), before.told());
        if (now.isNews()) {
            String soFar = first ? "" : ", " + Times.span(now.total()) + " in all";
            screen.line(telling.line(event.name()).and(telling.tone(), soFar));
        }
        waits.put(event.name(), now.isNews() ? new Wait(now.what(), now.total(), now.total()) : now);
    }

    private Telling telling(Event event) {
        if (screen.terminal() && event instanceof Event.Paused) {
            return Telling.ofForEyes(event);
        }
        return endless ? Telling.ofEndless(event) : Telling.of(event);
    }
}

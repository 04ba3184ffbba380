package dev.perennial.keeper.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** What happened, line by line: the last lines always, all of them when somebody listens. */
final class Trace {
    private static final int KEPT = 400;

    private final SimClock clock;
    private final boolean loud;
    private final Deque<String> lines = new ArrayDeque<>();

    Trace(SimClock clock, boolean loud) {
        this.clock = clock;
        this.loud = loud;
    }

    void add(Supplier<String> line) {
        String text = clock.now() + " " + line.get();
        if (loud) {
            System.out.println(text);
        }
        lines.addLast(text);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    List<String> last() {
        return List.copyOf(lines);
    }
}

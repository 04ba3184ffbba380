package dev.perennial.cli;

import dev.perennial.keeper.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A few lines at the bottom of a terminal that change in place: one for each certificate in work, with a sign that turns.
 * News go above them and stay.
 */
final class LiveProgress implements Progress {
    private static final int MOST_LINES = 8;
    private static final long FRAME_MILLIS = 100;

    private final Screen screen;
    private final Map<String, Text> working = new LinkedHashMap<>();
    private final Thread ticker;
    /** How many there will be; 0 when nobody said. */
    private int planned;

    private int finished;
    private int failed;
    private int drawn;
    private int frame;
    private boolean paused;
    private boolean closed;

    LiveProgress(Screen screen) {
        this.screen = screen;
        this.ticker = Thread.ofVirtual().name("progress").unstarted(this::turn);
    }

    @Override
    public synchronized void accept(Event event) {
        Telling telling = Telling.ofForEyes(event);
        Text line = telling.line(event.name());
        switch (telling.weight()) {
            case ALERT, NEWS -> above(line);
            case STEP -> step(event, line);
            case DETAIL -> {}
            case SILENT -> finish(event);
        }
        if (ticker.getState() == Thread.State.NEW) {
            ticker.start();
        }
        // Of very many in work a screen shows few, and the next frame is soon enough for those.
        if (working.size() <= MOST_LINES || telling.weight().compareTo(Telling.Weight.STEP) < 0) {
            redraw();
        }
    }

    private void step(Event event, Text line) {
        if (event instanceof Event.Planned all) {
            planned = all.certificates();
        } else {
            working.put(event.name(), line);
        }
    }

    @Override
    public synchronized void pause() {
        clear();
        paused = true;
    }

    @Override
    public synchronized void resume() {
        paused = false;
        redraw();
    }

    @Override
    public synchronized void close() {
        clear();
        closed = true;
        ticker.interrupt();
    }

    /** Shows the next frame of the turning sign. */
    synchronized void tick() {
        frame++;
        redraw();
    }

    private void finish(Event event) {
        working.remove(event.name());
        if (event instanceof Event.Finished done) {
            finished++;
            failed += ExitCode.of(done.outcome()) == ExitCode.FAILED ? 1 : 0;
        }
    }

    private void above(Text line) {
        clear();
        screen.line(line);
    }

    private void redraw() {
        if (paused || closed) {
            return;
        }
        clear();
        List<Text> lines = frame();
        lines.forEach(screen::line);
        drawn = lines.size();
    }

    private List<Text> frame() {
        List<String> signs = screen.glyphs().spinner();
        Text sign = Text.EMPTY.and(Tone.GOOD, signs.get(frame % signs.size()) + " ");
        List<Text> lines = new ArrayList<>();
        working.values().stream()
                .limit(MOST_LINES)
                .map(text -> screen.cut(sign.and(text)))
                .forEach(lines::add);
        if ((finished > 0 || planned > 0) && !working.isEmpty()) {
            String of = planned > finished ? " of " + planned : "";
            String failures = failed == 0 ? "" : ", " + failed + " failed";
            lines.add(screen.cut(Text.EMPTY.and(
                    Tone.FAINT, "  " + finished + of + " done" + failures + ", " + working.size() + " in work")));
        }
        return lines;
    }

    /** Takes the changing lines away: up to the first of them, and everything below (ECMA-48 CUU, ED). */
    private void clear() {
        if (drawn > 0) {
            screen.control("\u001b[" + drawn + "A\r\u001b[J");
            drawn = 0;
        }
    }

    private void turn() {
        try {
            while (true) {
                Thread.sleep(FRAME_MILLIS);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

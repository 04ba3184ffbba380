package dev.perennial.cli;

import dev.perennial.keeper.Event;
import java.util.ArrayList;
import java.util.List;

/** Holds back what happens while a person is being asked something: nothing is printed over a question. */
final class PoliteProgress implements Progress {
    private final Progress progress;
    private final List<Event> held = new ArrayList<>();
    private int questions;

    PoliteProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void accept(Event event) {
        if (questions > 0) {
            held.add(event);
        } else {
            progress.accept(event);
        }
    }

    @Override
    public synchronized void pause() {
        questions++;
        progress.pause();
    }

    @Override
    public synchronized void resume() {
        questions--;
        if (questions == 0) {
            progress.resume();
            held.forEach(progress::accept);
            held.clear();
        }
    }

    @Override
    public synchronized void close() {
        progress.close();
    }
}

package dev.perennial.keeper.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What happens to a process at given beats of its heart: deaths, and whatever else goes on in the world meanwhile. */
final class Surprises implements SimProcess.Script {
    private record Surprise(int beat, boolean betweenFiles, Consumer<SimProcess> what) {}

    private final List<Surprise> coming = new ArrayList<>();
    private int beats;

    void at(int beat, Consumer<SimProcess> what) {
        coming.add(new Surprise(beat, false, what));
    }

    /** Not while files are being changed: nobody can edit a file between two steps of a disk and be heard. */
    void atExchange(int beat, Runnable what) {
        coming.add(new Surprise(beat, true, process -> what.run()));
    }

    @Override
    public void at(SimProcess process, SimProcess.Beat kind) {
        beats++;
        for (Surprise surprise : List.copyOf(coming)) {
            if (beats >= surprise.beat() && !(surprise.betweenFiles() && kind == SimProcess.Beat.DISK)) {
                coming.remove(surprise);
                surprise.what().accept(process);
            }
        }
    }
}

package dev.perennial.cli;

import dev.perennial.keeper.Event;

/** Tells what happens while the engine works. Events come from several threads. */
interface Progress extends AutoCloseable {
    void accept(Event event);

    /** A person is being asked something: the terminal is theirs until {@link #resume}. */
    default void pause() {}

    default void resume() {}

    @Override
    default void close() {}

    /** What suits the options and the terminal. */
    static Progress open(Surroundings surroundings, CommonOptions options, boolean endless) {
        Screen err = surroundings.err();
        if (options.json) {
            Screen out = surroundings.out();
            return event -> {
                synchronized (out) {
                    out.json(Forms.of(event));
                }
            };
        }
        if (options.quiet) {
            return new PoliteProgress(new LineProgress(err, Telling.Weight.ALERT, endless));
        }
        if (options.verbose) {
            return new PoliteProgress(new LineProgress(err, Telling.Weight.DETAIL, endless));
        }
        return new PoliteProgress(
                err.terminal() && !endless
                        ? new LiveProgress(err)
                        : new LineProgress(err, Telling.Weight.STEP, endless));
    }
}

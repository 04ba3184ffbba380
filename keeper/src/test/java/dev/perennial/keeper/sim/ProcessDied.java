package dev.perennial.keeper.sim;

/** A simulated process is dead: whatever it still tries ends here. An error, so that nothing takes it for trouble it can handle. */
final class ProcessDied extends Error {
    private static final long serialVersionUID = 1L;

    ProcessDied() {
        super("the process is dead", null, false, false);
    }
}

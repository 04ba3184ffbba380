package dev.perennial.bench;

import java.io.IOException;

/** Someone who takes part in a job. */
record Entrant(String client, String note, Work work) {
    /** Something to be done in each round. */
    interface Work {
        Sample run(int round) throws IOException, InterruptedException;
    }

    Entrant(String client, Work work) {
        this(client, "", work);
    }
}

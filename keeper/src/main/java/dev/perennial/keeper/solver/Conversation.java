package dev.perennial.keeper.solver;

import java.io.IOException;
import java.net.Socket;

/** What is said on one connection. Time and number of connections are the {@link Listener}'s business. */
interface Conversation {
    /** Serves the peer, who may be hostile; called from many threads. Returning or throwing closes the connection. */
    void serve(Socket socket) throws IOException;
}

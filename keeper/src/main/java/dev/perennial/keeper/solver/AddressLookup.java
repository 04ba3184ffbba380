package dev.perennial.keeper.solver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name, as the world sees them; for the self-test of http-01. */
@FunctionalInterface
public interface AddressLookup {
    /**
     * Looks the name up. May be called from many threads, and interrupted.
     *
     * @param name a DNS name in ASCII without a trailing dot
     * @return at least one address
     * @throws UnknownHostException when the answer is that the name does not exist or has no address
     * @throws IOException when there is no answer, so that nothing is known
     */
    List<InetAddress> lookup(String name) throws IOException, InterruptedException;

    /** The resolver of this machine, its hosts file included. */
    static AddressLookup system() {
        return name -> {
            try {
                return List.of(InetAddress.getAllByName(name));
            } catch (UnknownHostException e) {
                // The JDK tells "there is none" and "nobody answered" apart by the text of the C library only.
                String reason = String.valueOf(e.getMessage());
                if (reason.contains("Temporary failure") || reason.contains("Try again")) {
                    throw new IOException(reason, e);
                }
                throw e;
            }
        };
    }
}

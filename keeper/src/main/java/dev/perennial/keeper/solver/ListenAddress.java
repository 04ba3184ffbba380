package dev.perennial.keeper.solver;

import dev.perennial.acme.IpAddress;
import dev.perennial.acme.SolverException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/**
 * Where a listener waits: {@code :80}, {@code 8080}, {@code 127.0.0.1:5002}, {@code [::1]:80}.
 *
 * @param host absent for all addresses of the machine, IPv6 and IPv4
 * @param port 0 lets the system choose one
 */
record ListenAddress(Optional<IpAddress> host, int port) {
    private static final int BACKLOG = 512;
    private static final int MAX_PORT = 65535;

    /** @throws IllegalArgumentException with one line fit for people */
    static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw new IllegalArgumentException("listen=" + text + " does not end with a port number");
        }
        if (host.indexOf(':') >= 0 && !(host.startsWith("[") && host.endsWith("]"))) {
            throw new IllegalArgumentException("listen=" + text + ": an IPv6 address is written in brackets");
        }
        return new ListenAddress(
                host.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(host)), Integer.parseInt(port));
    }

    /**
     * Binds. Without a host the socket takes IPv6 and IPv4; where the system has no IPv6, IPv4 alone.
     *
     * @throws SolverException when the port is taken or forbidden, or the address is not of this machine
     */
    @SuppressWarnings("AddressSelection") // an address of octets is not looked up
    ServerSocket bind() throws SolverException {
        try {
            var address = host.isPresent()
                    ? new InetSocketAddress(InetAddress.getByAddress(host.get().octets()), port)
                    : new InetSocketAddress(port);
            return new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            throw new SolverException("cannot listen on " + this + ": " + reason, hint(reason), e);
        }
    }

    private static String hint(String reason) {
        if (reason.contains("in use")) {
            return "another program listens there: if it is a web server, use http-01 webroot=DIRECTORY, or let it forward"
                    + " to another port and give that port with listen=";
        }
        if (reason.contains("ermission")) {
            return "ports below 1024 need root or CAP_NET_BIND_SERVICE: redirect the port to a higher one and give that one"
                    + " with listen=";
        }
        return "give an address of this machine with listen=, or a port alone for all of them";
    }

    @Override
    public String toString() {
        String shown = host.map(IpAddress::value).orElse("");
        return (shown.indexOf(':') >= 0 ? "[" + shown + "]" : shown) + ":" + port;
    }
}

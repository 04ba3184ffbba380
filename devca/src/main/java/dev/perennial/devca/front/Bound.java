package dev.perennial.devca.front;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Binding, with the address in the message when it fails: the system tells only that it did. */
final class Bound {
    private Bound() {}

    /** Makes what listens at an address. */
    interface Maker<T> {
        T at(InetSocketAddress address) throws IOException;
    }

    static <T> T to(InetSocketAddress address, Maker<T> maker) throws IOException {
        try {
            return maker.at(address);
        } catch (SocketException e) {
            String host = address.getAddress().getHostAddress();
            BindException named = new BindException(
                    (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }
}

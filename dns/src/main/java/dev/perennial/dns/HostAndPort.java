package dev.perennial.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * A server as people write it: {@code HOST}, {@code HOST:PORT}, an IPv6 address bare or in brackets.
 *
 * @param host a name or an address, without brackets
 */
record HostAndPort(String host, int port) {
    private static final int DNS_PORT = 53;

    /** @throws IllegalArgumentException with one line fit for people */
    static HostAndPort parse(String text) {
        boolean bracketed = text.startsWith("[");
        int colon = text.lastIndexOf(':');
        boolean bareV6 = !bracketed && colon != text.indexOf(':');
        int split =
                bareV6 || bracketed && colon < text.indexOf(']') ? text.length() : colon < 0 ? text.length() : colon;
        String host = text.substring(0, split);
        if (bracketed) {
            if (!host.endsWith("]")) {
                throw wrong(text);
            }
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || !host.matches("[0-9A-Za-z:._%-]{1,253}")) {
            throw wrong(text);
        }
        return new HostAndPort(host, split == text.length() ? DNS_PORT : port(text, text.substring(split + 1)));
    }

    /** All addresses of the host, by the system's own means: it is a server of ours, perhaps named in a hosts file. */
    List<InetSocketAddress> addresses() throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String toString() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return port == DNS_PORT ? shown : shown + ":" + port;
    }

    private static int port(String text, String digits) {
        if (digits.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port > 0 && port < 65536) {
                return port;
            }
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + Texts.printable(text)
                + "\" is not a DNS server: write HOST or HOST:PORT, such as 192.0.2.53:53");
    }
}

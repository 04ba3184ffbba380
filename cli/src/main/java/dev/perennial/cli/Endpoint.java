package dev.perennial.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A host and a port as they are typed: {@code 14000}, {@code :14000}, {@code 127.0.0.1:14000}, {@code [::1]:14000}, and
 * where a port is usual also a host alone.
 */
record Endpoint(String host, int port) {
    private static final int MOST = 65_535;

    /**
     * @param option named in errors
     * @throws UsageException when it is none
     */
    static Endpoint parse(String option, String text, Endpoint usual) throws UsageException {
        boolean bracketed = text.startsWith("[");
        int colon = bracketed ? text.indexOf("]:") + 1 : text.lastIndexOf(':');
        String host = colon < 0 || bracketed && colon == 0 ? text : text.substring(0, colon);
        String port = host.equals(text) ? "" : text.substring(colon + 1);
        if (text.matches("[0-9]+")) {
            host = "";
            port = text;
        }
        if (bracketed && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (!host.matches("[0-9A-Za-z:._-]{0,253}") || !bracketed && host.contains(":")) {
            throw wrong(option, text);
        }
        return new Endpoint(
                host.isEmpty() ? usual.host : host,
                port.isEmpty() && !text.endsWith(":") ? usual.port : number(option, text, port));
    }

    /** Looks the host up by the system's own means.
     * @throws UsageException when there is no such host */
    InetSocketAddress resolve(String option) throws UsageException {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new UsageException(option + ": there is no host named " + host, "");
        }
    }

    private static int number(String option, String text, String port) throws UsageException {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MOST) {
            throw wrong(option, text);
        }
        return Integer.parseInt(port);
    }

    private static UsageException wrong(String option, String text) {
        return new UsageException(
                option + ": \"" + text + "\" is not a host and a port",
                "such as 127.0.0.1:14000, [::1]:14000 or 14000");
    }
}

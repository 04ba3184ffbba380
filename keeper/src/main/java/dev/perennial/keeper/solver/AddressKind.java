package dev.perennial.keeper.solver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Where an address is, as far as it tells how much a test from here says about one from outside. */
enum AddressKind {
    /** A public address of this very machine: what is seen here is what others see. */
    THIS_MACHINE,
    /** An address without meaning on the internet: the public DNS must say something else. */
    PRIVATE,
    /** A public address elsewhere, perhaps that of our own router. */
    ELSEWHERE;

    static AddressKind of(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || shared(address.getAddress(), address instanceof Inet4Address)) {
            return PRIVATE;
        }
        try {
            return NetworkInterface.getByInetAddress(address) == null ? ELSEWHERE : THIS_MACHINE;
        } catch (SocketException e) {
            return ELSEWHERE;
        }
    }

    /** 100.64.0.0/10 (RFC 6598) and fc00::/7 (RFC 4193), which the JDK does not tell. */
    private static boolean shared(byte[] octets, boolean v4) {
        return v4 ? octets[0] == 100 && (octets[1] & 0xc0) == 64 : (octets[0] & 0xfe) == 0xfc;
    }
}

package dev.perennial.acme;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address as an identifier (RFC 8738), in the text form of RFC 5952. Instances come from {@link #parse}. */
public record IpAddress(String value) implements Identifier {
    private static final Pattern V4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    public IpAddress {
        String canonical = canonical(value);
        if (!canonical.equals(value)) {
            throw new IllegalArgumentException("\"" + value + "\" is not in canonical form: " + canonical);
        }
    }

    /** Reads an address; brackets around an IPv6 address are allowed, zones are not. */
    public static IpAddress parse(String text) {
        return new IpAddress(canonical(unbracketed(text)));
    }

    public static IpAddress of(InetAddress address) {
        return new IpAddress(format(address.getAddress()));
    }

    /** Whether the text is meant as an address: it has a colon, or only digits and dots. */
    static boolean looksLikeOne(String text) {
        return text.indexOf(':') >= 0
                || !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    }

    @Override
    public String type() {
        return "ip";
    }

    /** The address in 4 or 16 octets. */
    public byte[] octets() {
        return octets(value);
    }

    /** The name under {@code in-addr.arpa} or {@code ip6.arpa}, which tls-alpn-01 sends as SNI (RFC 8738 §6). */
    public String reverseName() {
        byte[] octets = octets();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            if (octets.length == 4) {
                name.append(octet).append('.');
            } else {
                name.append(Character.forDigit(octet & 15, 16)).append('.');
                name.append(Character.forDigit(octet >> 4, 16)).append('.');
            }
        }
        return name.append(octets.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
    }

    @Override
    public String toString() {
        return value;
    }

    private static String unbracketed(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static String canonical(String text) {
        return format(octets(text));
    }

    private static byte[] octets(String text) {
        byte[] octets = text.indexOf(':') >= 0 ? octets6(text) : octets4(text);
        if (octets.length == 0) {
            throw new IllegalArgumentException(
                    "\"" + ServerText.clean(text, ServerText.MAX_QUOTED) + "\" is not an IP address");
        }
        return octets;
    }

    /** Empty when it is none. */
    private static byte[] octets4(String text) {
        if (!V4.matcher(text).matches()) {
            return new byte[0];
        }
        byte[] octets = new byte[4];
        int next = 0;
        for (String part : text.split("\\.")) {
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                return new byte[0];
            }
            octets[next++] = (byte) octet;
        }
        return octets;
    }

    /** Empty when it is none. An IPv4-mapped address comes back as 4 octets: it is an IPv4 address. */
    private static byte[] octets6(String text) {
        String tail = text.substring(text.lastIndexOf(':') + 1);
        boolean tailFits = tail.indexOf('.') < 0 || octets4(tail).length == 4;
        if (!tailFits || !V6.matcher(text).matches()) {
            return new byte[0];
        }
        try {
            // In brackets it is a literal or an error: nothing that others sent is ever looked up as a name.
            return InetAddress.getByName("[" + text + "]").getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static String format(byte[] octets) {
        return octets.length == 4 ? format4(octets) : format6(octets);
    }

    private static String format4(byte[] octets) {
        return (octets[0] & 255) + "." + (octets[1] & 255) + "." + (octets[2] & 255) + "." + (octets[3] & 255);
    }

    /** RFC 5952 §4: lower case, no leading zeros, the longest run of two or more zero groups as {@code ::}. */
    private static String format6(byte[] octets) {
        int[] groups = new int[8];
        Arrays.setAll(groups, i -> (octets[2 * i] & 255) << 8 | octets[2 * i + 1] & 255);
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}

package dev.perennial.cli;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of a trial: at least two, so that both ways of proof are seen, and all of them on this machine. */
final class TrialNames {
    private static final String USUAL = "example.test";
    private static final String WWW = "www.";

    private TrialNames() {}

    /** @throws UsageException when there is one that a trial cannot prove */
    static Set<Identifier> of(List<String> texts) throws UsageException {
        Set<Identifier> names =
                new LinkedHashSet<>(Names.withBareNames(Names.parse(texts.isEmpty() ? List.of(USUAL) : texts)));
        for (Identifier name : names) {
            check(name);
        }
        if (names.size() == 1) {
            names.add(companion(names.iterator().next()));
        }
        return names;
    }

    private static void check(Identifier name) throws UsageException {
        if (name instanceof DnsName dns && dns.wildcard()) {
            throw new UsageException(
                    name.value() + " is a wildcard, which needs DNS: a trial proves by http-01 and tls-alpn-01",
                    "leave out the \"*.\"");
        }
        if (name.value().contains("_")) {
            throw new UsageException(
                    name.value() + " has an underscore, which no CA puts into a certificate", "leave it out");
        }
        if (name instanceof IpAddress address && !isLoopback(address)) {
            throw new UsageException(
                    name.value() + " is no loopback address: a trial stays on this machine",
                    "take 127.0.0.1, ::1 or any DNS name");
        }
    }

    /** An address has the usual name of this machine for company, a name too long for {@code www.} the usual name. */
    private static Identifier companion(Identifier lonely) {
        if (lonely instanceof IpAddress) {
            return DnsName.parse("localhost");
        }
        try {
            return DnsName.parse(WWW + lonely.value());
        } catch (IllegalArgumentException e) {
            return DnsName.parse(USUAL);
        }
    }

    private static boolean isLoopback(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.octets()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}

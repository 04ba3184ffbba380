package dev.perennial.dns;

import dev.perennial.acme.SolverException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Update;

/** Tells people why a server refused a dynamic update (RFC 2136 §2.2, RFC 8945 §5.2) and what to do about it. */
final class UpdateRefusal {
    private UpdateRefusal() {}

    static SolverException of(HostAndPort server, Update update, String key, int code, int tsigError) {
        String zone = Texts.name(update.getQuestion().getName());
        String word = tsigError == 0 ? Rcode.string(code) : Rcode.TSIGstring(tsigError);
        return new SolverException(
                server + " refuses the update of zone " + zone + " (" + word + ")",
                hint(server, zone, key, code, tsigError));
    }

    private static String hint(HostAndPort server, String zone, String key, int code, int tsigError) {
        return switch (tsigError) {
            case 0 -> hint(server, zone, key, code);
            case Rcode.BADKEY -> "the server does not know the key \"" + key + "\" with this algorithm";
            case Rcode.BADSIG -> "the server has another secret for the key \"" + key + "\"";
            case Rcode.BADTIME -> "the clocks of this machine and of the server differ: set them right";
            default -> "the key \"" + key + "\" must be the same on both sides";
        };
    }

    private static String hint(HostAndPort server, String zone, String key, int code) {
        return switch (code) {
            case Rcode.REFUSED ->
                key.isEmpty()
                        ? "the server wants a key: make one with tsig-keygen, allow it in update-policy, add key=FILE"
                        : "allow the key \"" + key + "\" to change TXT records in the zone's update-policy";
            case Rcode.NOTAUTH ->
                server + " is not the primary server of " + zone + ": give the right server= or zone=";
            case Rcode.NOTZONE -> "the record is not in the zone " + zone + ": correct zone= or leave it away";
            case Rcode.NOTIMP -> server + " does not do dynamic updates";
            case Rcode.SERVFAIL -> "look into the server's log; it may be unable to write the zone's journal";
            default -> "look into the server's log";
        };
    }
}

package dev.perennial.dns;

import dev.perennial.acme.SolverException;
import dev.perennial.acme.TimeSource;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Update;

/**
 * Changes records by dynamic update (RFC 2136), signed by TSIG (RFC 8945) when there is a key. Each update is one
 * record added or deleted, which the server does atomically, so that no turns need be taken.
 *
 * @param zone the zone to name in updates instead of the one found
 */
record Rfc2136Changer(
        HostAndPort server,
        Optional<TsigKeyFile> key,
        Optional<Name> zone,
        Duration ttl,
        Exchange exchange,
        TimeSource time)
        implements TxtChanger {
    @Override
    public String name() {
        return "rfc2136 server=" + server;
    }

    @Override
    public void add(TxtValue txt) throws SolverException, InterruptedException {
        Update update = new Update(zone(txt));
        update.add(new TXTRecord(txt.name(), DClass.IN, ttl.toSeconds(), txt.value()));
        send(update);
    }

    @Override
    public void remove(TxtValue txt) throws SolverException, InterruptedException {
        Update update = new Update(zone(txt));
        update.delete(new TXTRecord(txt.name(), DClass.IN, 0, txt.value()));
        send(update);
    }

    private Name zone(TxtValue txt) throws SolverException {
        return zone.or(txt::zone)
                .orElseThrow(() -> new SolverException(
                        "the zone of " + Texts.name(txt.name()) + " is not known", "add zone=ZONE to the challenge"));
    }

    private void send(Update update) throws SolverException, InterruptedException {
        TSIG signer = key.map(k -> k.signer(time.withZone(ZoneOffset.UTC))).orElse(null);
        NoAnswerException failure = new NoAnswerException("has no address", null);
        for (InetSocketAddress address : addresses()) {
            try {
                judge(update, exchange.ask(address, update, signer), signer);
                return;
            } catch (NoAnswerException e) {
                failure = e;
            }
        }
        throw unreachable(failure);
    }

    private List<InetSocketAddress> addresses() throws SolverException {
        try {
            return server.addresses();
        } catch (UnknownHostException e) {
            throw unreachable(new NoAnswerException("has no address", e));
        }
    }

    private SolverException unreachable(NoAnswerException e) {
        return new SolverException(
                "DNS server " + server + " " + e.says(),
                "check server= and whether port " + server.port() + " is open",
                e);
    }

    private void judge(Update update, Message answer, @Nullable TSIG signer) throws SolverException {
        int code = answer.getRcode();
        TSIGRecord signature = answer.getTSIG();
        int error = signature == null ? 0 : signature.getError();
        if (code == Rcode.NOERROR && error == 0) {
            if (signer != null && !answer.isVerified()) {
                throw new SolverException(
                        "the answer of " + server + " is not signed with the key " + keyName(),
                        "let the key on both sides have the same name, algorithm and secret");
            }
            return;
        }
        throw UpdateRefusal.of(server, update, keyName(), code, error);
    }

    private String keyName() {
        return key.map(TsigKeyFile::name).orElse("");
    }
}

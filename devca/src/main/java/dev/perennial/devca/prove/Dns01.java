package dev.perennial.devca.prove;

import dev.perennial.devca.dns.RecordType;
import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.util.encoders.Base32;

/** dns-01 (RFC 8555 §8.4) and dns-account-01, which differ in the name of the record. */
final class Dns01 {
    private Dns01() {}

    static void check(Claim claim, View view) {
        find("_acme-challenge." + claim.identifier().value(), claim, view);
    }

    static void checkAccount(Claim claim, View view) {
        byte[] hash = Jwk.sha256(claim.accountUrl().getBytes(StandardCharsets.US_ASCII));
        String label = Base32.toBase32String(Arrays.copyOf(hash, 10)).toLowerCase(Locale.ROOT);
        find("_" + label + "._acme-challenge." + claim.identifier().value(), claim, view);
    }

    private static void find(String name, Claim claim, View view) {
        List<String> values = view.lookup(name, RecordType.TXT);
        if (values.isEmpty()) {
            throw new Refusal(ErrorType.dns, "no TXT record at " + name);
        }
        if (!values.contains(claim.digestText())) {
            throw Refusal.unauthorized("none of the " + values.size() + " TXT records at " + name + " is the proof");
        }
    }
}

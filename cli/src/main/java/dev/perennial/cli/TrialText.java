package dev.perennial.cli;

import dev.perennial.acme.Identifier;
import dev.perennial.cli.trial.Visit;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a visitor of the page saw, for people and for programs. */
final class TrialText {
    private TrialText() {}

    static List<Text> of(Visit visit, Glyphs glyphs) {
        X509Certificate leaf = visit.leaf();
        return List.of(
                Text.EMPTY
                        .and(Tone.GOOD, glyphs.done() + " ")
                        .and("the page over " + visit.protocol() + ", verified up to the root: " + visit.status()),
                field("names", String.join(" ", names(leaf))),
                field("issuer", leaf.getIssuerX500Principal().getName()),
                field(
                        "valid",
                        Times.moment(leaf.getNotBefore().toInstant()) + " to "
                                + Times.moment(leaf.getNotAfter().toInstant())),
                field("serial", leaf.getSerialNumber().toString(16)));
    }

    static Map<String, Object> members(Visit visit) {
        X509Certificate leaf = visit.leaf();
        return Forms.members(
                "protocol",
                visit.protocol(),
                "status",
                visit.status(),
                "subject",
                leaf.getSubjectX500Principal().getName(),
                "names",
                names(leaf),
                "issuer",
                leaf.getIssuerX500Principal().getName(),
                "notBefore",
                leaf.getNotBefore().toInstant(),
                "notAfter",
                leaf.getNotAfter().toInstant(),
                "serial",
                leaf.getSerialNumber().toString(16));
    }

    /** As a shell reads it as one word. */
    static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./:@%+=-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private static Text field(String label, String value) {
        return Text.of("  " + label + " ".repeat(8 - label.length()) + value);
    }

    private static List<String> names(X509Certificate leaf) {
        try {
            return Optional.ofNullable(leaf.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .map(name -> Identifier.parse(String.valueOf(name.get(1))).value())
                    .toList();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException("the CA verified, but its names cannot be read", e);
        }
    }
}

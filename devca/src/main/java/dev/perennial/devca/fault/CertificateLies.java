package dev.perennial.devca.fault;

import dev.perennial.devca.issue.Issuer;
import dev.perennial.devca.issue.KeyPairs;
import dev.perennial.devca.issue.Leaf;
import dev.perennial.devca.issue.Pem;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Certificates that must never be installed: F19 to F25. */
final class CertificateLies {
    private static final String END = "-----END CERTIFICATE-----\n";

    private CertificateLies() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        leaf(
                all,
                "certificate-other-key",
                "F19",
                "is for another key",
                (leaf, exchange) -> leaf.withKey(SubjectPublicKeyInfo.getInstance(
                        KeyPairs.generate().getPublic().getEncoded())));
        leaf(
                all,
                "certificate-missing-name",
                "F20",
                "lacks a name",
                (leaf, exchange) ->
                        leaf.withNames(leaf.names().subList(1, leaf.names().size())));
        leaf(all, "certificate-extra-name", "F20", "has a name too many", (leaf, exchange) -> {
            List<Identifier> more = new ArrayList<>(leaf.names());
            more.add(Identifier.dns("extra.example"));
            return leaf.withNames(more);
        });
        leaf(
                all,
                "certificate-not-yet-valid",
                "F21",
                "begins next year",
                (leaf, exchange) -> leaf.withValidity(
                        exchange.now().plus(Duration.ofDays(365)),
                        exchange.now().plus(Duration.ofDays(400))));
        leaf(
                all,
                "certificate-expired",
                "F21",
                "is over",
                (leaf, exchange) -> leaf.withValidity(
                        exchange.now().minus(Duration.ofDays(40)),
                        exchange.now().minus(Duration.ofDays(1))));
        leaf(
                all,
                "certificate-absurd-lifetime",
                "F21",
                "lasts a thousand years",
                (leaf, exchange) ->
                        leaf.withValidity(leaf.notBefore(), exchange.now().plus(Duration.ofDays(365_000))));
        leaf(
                all,
                "certificate-ends-before-it-begins",
                "F21",
                "ends before it begins",
                (leaf, exchange) -> leaf.withValidity(leaf.notAfter(), leaf.notBefore()));
        leaf(all, "certificate-is-authority", "F24", "is an authority", (leaf, exchange) -> leaf.asAuthority());
        leaf(
                all,
                "certificate-wrong-purpose",
                "F24",
                "is for e-mail",
                (leaf, exchange) -> leaf.withPurpose(KeyPurposeId.id_kp_emailProtection));
        chains(all);
        pem(all);
        again(all);
        return all;
    }

    private static void chains(List<Scenario> all) {
        bend(all, "chain-unrelated", "F22", "has a chain of somebody else", (exchange, reply) -> {
            Leaf leaf = Forgery.leaf(reply.text());
            reply.setText(exchange.authority().chainPem(exchange.authority().sign(leaf, Issuer.stranger("Nobody")), 0));
        });
        bend(
                all,
                "chain-loop",
                "F22",
                "has a chain without end",
                (exchange, reply) -> reply.editText(text ->
                        text + text.substring(text.indexOf(END) + END.length()).repeat(20)));
        bend(
                all,
                "chain-wrong-order",
                "F22",
                "comes after its issuer",
                (exchange, reply) -> reply.editText(text -> {
                    int cut = text.indexOf(END) + END.length();
                    return text.substring(cut) + text.substring(0, cut);
                }));
        bend(
                all,
                "chain-root-only",
                "F22",
                "is missing, only the root comes",
                (exchange, reply) -> reply.setText(
                        Pem.certificate(exchange.authority().hierarchy().roots().getFirst())));
        bend(
                all,
                "chain-leaf-only",
                "F22",
                "comes without its issuer",
                (exchange, reply) -> reply.editText(text -> text.substring(0, text.indexOf(END) + END.length())));
    }

    private static void pem(List<Scenario> all) {
        bend(
                all,
                "pem-garbage",
                "F23",
                "is garbage between the lines",
                (exchange, reply) -> reply.setText("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n"));
        bend(all, "pem-empty", "F23", "is empty", (exchange, reply) -> reply.setText(""));
        bend(
                all,
                "pem-text-around",
                "F23",
                "has text around it",
                (exchange, reply) -> reply.editText(text -> "Bag Attributes\n" + text + "trailing words\n"));
        bend(
                all,
                "pem-private-key",
                "F23",
                "comes with a private key",
                (exchange, reply) -> reply.editText(text -> text
                        + Pem.block(
                                "PRIVATE KEY", KeyPairs.generate().getPrivate().getEncoded())));
        bend(
                all,
                "pem-10000-blocks",
                "F23",
                "comes ten thousand times",
                (exchange, reply) -> reply.editText(text -> String.join(
                        "", Collections.nCopies(10_000, text.substring(0, text.indexOf(END) + END.length())))));
        bend(
                all,
                "pem-wrong-type",
                "F23",
                "is called HTML",
                (exchange, reply) -> reply.setHeader("Content-Type", "text/html"));
    }

    private static void again(List<Scenario> all) {
        AtomicReference<String> first = new AtomicReference<>("");
        bend(
                all,
                "certificate-again",
                "F25",
                "is the one of the time before",
                (exchange, reply) -> reply.editText(text -> first.updateAndGet(old -> old.isEmpty() ? text : old)));
    }

    private static void leaf(
            List<Scenario> all, String name, String fault, String what, BiFunction<Leaf, Exchange, Leaf> change) {
        bend(all, name, fault, what, (exchange, reply) -> {
            Leaf forged = change.apply(Forgery.leaf(reply.text()), exchange);
            reply.setText(exchange.authority().chainPem(exchange.authority().sign(forged), 0));
        });
    }

    private static void bend(
            List<Scenario> all, String name, String fault, String what, BiConsumer<Exchange, Reply> edit) {
        all.add(Scenario.of(
                name,
                fault,
                "the certificate " + what,
                Rule.bend(
                        (exchange, reply) -> {
                            if (reply.status() == 200) {
                                edit.accept(exchange, reply);
                            }
                        },
                        Resource.CERTIFICATE,
                        Resource.ALTERNATE)));
    }
}

package dev.perennial.devca.acme;

import dev.perennial.devca.issue.CertificateRequest;
import dev.perennial.devca.issue.KeyPolicy;
import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.state.Order;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import java.util.HashSet;

/** Finalizing an order with a certificate request (RFC 8555 §7.4). */
final class FinalizeResource {
    private final Realm realm;
    private final OrderView view;
    private final Issuance issuance;

    FinalizeResource(Realm realm, OrderView view, Issuance issuance) {
        this.realm = realm;
        this.view = view;
        this.issuance = issuance;
    }

    Reply finish(Call call) {
        Order order = OrderResource.own(realm, call);
        refuseUnlessReady(order);
        String csr = call.signed().json().requiredString("csr");
        CertificateRequest request = CertificateRequest.parse(Base64Url.decode(csr));
        check(request, order);
        Order processing = realm.store().orders().update(order.id(), now -> {
            refuseUnlessReady(now);
            return now.processing(csr);
        });
        if (realm.policy().asyncFinalize()) {
            realm.threads().execute(() -> issuance.issue(processing));
            return view.reply(200, processing);
        }
        return view.reply(200, issuance.issue(processing));
    }

    private void refuseUnlessReady(Order order) {
        OrderStatus status = OrderStatus.of(order, realm.store(), realm.now());
        if (status != OrderStatus.ready) {
            throw new Refusal(ErrorType.orderNotReady, "the order is " + status);
        }
    }

    private void check(CertificateRequest request, Order order) {
        if (!request.names().equals(new HashSet<>(order.identifiers()))) {
            throw bad("the names in the request are not those of the order");
        }
        KeyPolicy.objection(request.key(), realm.policy().publicNames()).ifPresent(why -> {
            throw bad(why);
        });
        if (realm.store().accountByKey(request.keyHash()).isPresent()) {
            throw bad("the key is that of an account");
        }
        if (realm.store().isMarked(RevokeResource.COMPROMISED + request.keyHash())) {
            throw bad("the public key is forbidden");
        }
    }

    private static Refusal bad(String why) {
        return new Refusal(ErrorType.badCSR, why);
    }
}

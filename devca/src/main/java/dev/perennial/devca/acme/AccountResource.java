package dev.perennial.devca.acme;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.limit.Limit;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts (RFC 8555 §7.3): register, find, read, update, agree, deactivate, list orders. */
final class AccountResource {
    private final Realm realm;
    private final ExternalBinding bindings;

    AccountResource(Realm realm) {
        this.realm = realm;
        this.bindings = new ExternalBinding(realm);
    }

    Reply register(Call call) {
        Signed signed = call.signed();
        Members json = signed.json();
        Optional<Account> existing = realm.store().accountByKey(signed.key().spkiHash());
        if (existing.isPresent()) {
            return found(existing.get());
        }
        if (json.flag("onlyReturnExisting")) {
            throw new Refusal(ErrorType.accountDoesNotExist, "there is no account with this key");
        }
        List<String> contacts = Contacts.read(json).orElse(List.of());
        if (!json.flag("termsOfServiceAgreed")) {
            throw termsRefusal();
        }
        Optional<Map<String, Object>> binding =
                bindings.check(json, signed.key(), realm.site().url(Resource.NEW_ACCOUNT));
        Limits.take(realm, Limit.ACCOUNTS_PER_ADDRESS, call.request().remote());
        Account account = new Account(
                Ids.fresh(),
                Account.Status.valid,
                contacts,
                signed.key(),
                realm.terms().url(),
                binding.orElse(null));
        Optional<Account> winner = realm.store().addAccount(account);
        if (winner.isPresent()) {
            return found(winner.get());
        }
        binding.ifPresent(bindings::used);
        return reply(201, account);
    }

    private Refusal termsRefusal() {
        String terms = realm.terms().url();
        return new Refusal(Problem.of(ErrorType.userActionRequired, "the terms of service must be agreed to")
                        .with("instance", terms))
                .header("Link", "<" + terms + ">;rel=\"terms-of-service\"");
    }

    private Reply found(Account account) {
        if (account.status() != Account.Status.valid) {
            throw Refusal.unauthorized("the account with this key is " + account.status());
        }
        return reply(200, account);
    }

    /** Reads an account, or changes what the payload names. */
    Reply account(Call call) {
        Account account = own(call);
        if (call.signed().jws().isPostAsGet()) {
            return reply(200, account);
        }
        Members json = call.signed().json();
        Optional<List<String>> contacts = Contacts.read(json);
        Optional<String> status = json.string("status");
        if (status.isPresent() && !status.get().equals("deactivated")) {
            throw Refusal.malformed("the only status a client can set is deactivated");
        }
        boolean agreed = json.flag("termsOfServiceAgreed");
        if (contacts.isEmpty() && status.isEmpty() && !agreed) {
            throw Refusal.malformed("nothing to change; an empty payload reads the account");
        }
        return reply(200, realm.store().accounts().update(account.id(), old -> {
            Account next = contacts.map(old::withContacts).orElse(old);
            next = agreed ? next.withTerms(realm.terms().url()) : next;
            return status.isPresent() ? next.withStatus(Account.Status.deactivated) : next;
        }));
    }

    /** The orders list, page by page (RFC 8555 §7.1.2.1). */
    Reply orders(Call call) {
        Account account = own(call);
        call.signed().postAsGet();
        List<String> all = realm.store().ordersOf(account.id());
        int from = Math.min(all.size(), cursor(call.request().query()));
        int to = Math.min(all.size(), from + realm.policy().ordersPerPage());
        Reply reply = Reply.json(
                200,
                Map.of(
                        "orders",
                        all.subList(from, to).stream().map(realm.site()::order).toList()));
        if (to < all.size()) {
            reply.header("Link", "<" + ordersUrl(account) + "?cursor=" + to + ">;rel=\"next\"");
        }
        return reply;
    }

    private static int cursor(Optional<String> query) {
        return query.filter(text -> text.matches("cursor=[0-9]{1,9}"))
                .map(text -> Integer.parseInt(text.substring("cursor=".length())))
                .orElse(0);
    }

    private static Account own(Call call) {
        Account account = call.signed().account();
        if (!account.id().equals(call.id())) {
            throw Refusal.unauthorized("this is the account of somebody else");
        }
        return account;
    }

    Reply reply(int status, Account account) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", account.status().name());
        json.put("contact", account.contacts());
        json.put("termsOfServiceAgreed", true);
        json.put("orders", ordersUrl(account));
        if (account.binding() != null) {
            json.put("externalAccountBinding", account.binding());
        }
        return Reply.json(status, json).header("Location", realm.site().account(account.id()));
    }

    private String ordersUrl(Account account) {
        return realm.site().url(Resource.ORDERS, account.id());
    }
}

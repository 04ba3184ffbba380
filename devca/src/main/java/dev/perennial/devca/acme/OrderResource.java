package dev.perennial.devca.acme;

import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.policy.Profile;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.state.Authorization;
import dev.perennial.devca.state.IssuedCertificate;
import dev.perennial.devca.state.Order;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders (RFC 8555 §7.4): placing and reading them. */
final class OrderResource {
    private final Realm realm;
    private final Authorizations authorizations;
    private final NameRules names;
    private final Replacement replacement;
    private final OrderView view;

    OrderResource(Realm realm, Authorizations authorizations, OrderView view) {
        this.realm = realm;
        this.authorizations = authorizations;
        this.names = new NameRules(realm.policy());
        this.replacement = new Replacement(realm);
        this.view = view;
    }

    private record Validity(
            @Nullable Instant notBefore, @Nullable Instant notAfter) {}

    Reply place(Call call) {
        Account account = call.signed().account();
        Members json = call.signed().json();
        Optional<String> profileName = json.string("profile");
        Profile profile = realm.policy()
                .profile(profileName)
                .orElseThrow(() -> new Refusal(ErrorType.invalidProfile, "this server has no such profile"));
        List<Identifier> identifiers = names.read(json, profile);
        Validity validity = validity(json, profile);
        Optional<String> replaces = json.string("replaces");
        Optional<IssuedCertificate> old = replaces.map(id -> replacement.check(id, account, identifiers));
        boolean exempt = old.filter(
                        certificate -> RenewalWindow.of(certificate, realm).isOpen(realm.now()))
                .isPresent();
        Optional<Order> same = old.isEmpty() ? reusable(account, identifiers, profileName) : Optional.empty();
        if (same.isPresent()) {
            return view.reply(201, same.get());
        }
        Limits.newOrder(realm, account, identifiers, exempt);
        Order order = create(account, identifiers, profileName.orElse(null), validity, replaces.orElse(null));
        old.ifPresent(certificate -> replacement.claim(certificate, order.id()));
        return view.reply(201, order);
    }

    private Order create(
            Account account,
            List<Identifier> identifiers,
            @Nullable String profile,
            Validity validity,
            @Nullable String replaces) {
        List<String> ids = identifiers.stream()
                .map(identifier -> authorizations.findOrCreate(account, identifier))
                .map(Authorization::id)
                .toList();
        Order order = new Order(
                Ids.fresh(),
                account.id(),
                identifiers,
                ids,
                profile,
                validity.notBefore,
                validity.notAfter,
                replaces,
                realm.now().plus(realm.policy().orderLifetime()),
                Order.Stage.OPEN,
                null,
                null,
                null);
        realm.store().addOrder(order);
        return order;
    }

    private Optional<Order> reusable(Account account, List<Identifier> identifiers, Optional<String> profile) {
        if (!realm.policy().orderReuse()) {
            return Optional.empty();
        }
        Set<Identifier> wanted = new HashSet<>(identifiers);
        return realm.store().ordersOf(account.id()).reversed().stream()
                .limit(100)
                .flatMap(id -> realm.store().orders().find(id).stream())
                .filter(order -> new HashSet<>(order.identifiers()).equals(wanted))
                .filter(order -> Optional.ofNullable(order.profile()).equals(profile))
                .filter(order -> Set.of(OrderStatus.pending, OrderStatus.ready)
                        .contains(OrderStatus.of(order, realm.store(), realm.now())))
                .findFirst();
    }

    private Validity validity(Members json, Profile profile) {
        Instant notBefore = instant(json, "notBefore");
        Instant notAfter = instant(json, "notAfter");
        if (notBefore == null && notAfter == null) {
            return new Validity(null, null);
        }
        if (!realm.policy().validityByClient()) {
            throw Refusal.malformed("notBefore and notAfter are not supported");
        }
        Instant from = notBefore == null ? realm.now() : notBefore;
        Instant to = notAfter == null ? from.plus(profile.validity()) : notAfter;
        if (!to.isAfter(from) || !to.isAfter(realm.now()) || to.isAfter(from.plus(profile.validity()))) {
            throw Refusal.malformed("the certificate would be over, or last longer than the profile allows");
        }
        return new Validity(notBefore, notAfter);
    }

    private static @Nullable Instant instant(Members json, String name) {
        Optional<String> text = json.string(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.get()).toInstant();
        } catch (DateTimeException e) {
            throw new MalformedJson("member \"" + name + "\" is no RFC 3339 date");
        }
    }

    Reply read(Call call) {
        call.signed().postAsGet();
        return view.reply(200, own(realm, call));
    }

    static Order own(Realm realm, Call call) {
        Order order = realm.store().orders().get(call.id());
        if (!order.account().equals(call.signed().account().id())) {
            throw Refusal.unauthorized("this is the order of somebody else");
        }
        return order;
    }
}

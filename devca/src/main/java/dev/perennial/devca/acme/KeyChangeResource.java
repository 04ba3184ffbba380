package dev.perennial.devca.acme;

import dev.perennial.devca.jose.FlattenedJws;
import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;

/** Key rollover (RFC 8555 §7.3.5): the outer signature by the old key, the inner one by the new key. */
final class KeyChangeResource {
    private final Realm realm;
    private final AccountResource accounts;

    KeyChangeResource(Realm realm, AccountResource accounts) {
        this.realm = realm;
        this.accounts = accounts;
    }

    Reply change(Call call) {
        Account account = call.signed().account();
        Jwk newKey = checkInner(parse(call.signed()), account);
        String newHash = newKey.spkiHash();
        if (!realm.store().claimKey(newHash, account.id())) {
            throw inUse(newHash);
        }
        try {
            Account changed = realm.store().accounts().update(account.id(), old -> {
                if (!old.key().equals(account.key())) {
                    throw Refusal.malformed("the account has changed its key meanwhile");
                }
                return old.withKey(newKey);
            });
            realm.store().releaseKey(account.key().spkiHash());
            return accounts.reply(200, changed);
        } catch (Refusal refusal) {
            realm.store().releaseKey(newHash);
            throw refusal;
        }
    }

    private static FlattenedJws parse(Signed signed) {
        try {
            return FlattenedJws.of(signed.json());
        } catch (MalformedJson e) {
            throw Refusal.malformed("the inner JWS: " + e.getMessage());
        }
    }

    private Jwk checkInner(FlattenedJws inner, Account account) {
        if (inner.header().kid().isPresent()) {
            throw Refusal.malformed("the inner JWS must be signed with jwk");
        }
        Jwk newKey = inner.header().jwk().orElseThrow(() -> Refusal.malformed("the inner JWS has no jwk"));
        if (inner.header().nonce().isPresent()) {
            throw Refusal.malformed("the inner JWS must not have a nonce");
        }
        if (!inner.header()
                .url()
                .filter(realm.site().url(Resource.KEY_CHANGE)::equals)
                .isPresent()) {
            throw Refusal.malformed("the inner JWS has another url than the outer one");
        }
        if (!inner.verifies(newKey)) {
            throw Refusal.malformed("the signature of the inner JWS is wrong");
        }
        Members payload = inner.json();
        if (!payload.requiredString("account").equals(realm.site().account(account.id()))) {
            throw Refusal.malformed("the inner JWS names another account");
        }
        Members oldKey = payload.object("oldKey").orElseThrow(() -> new MalformedJson("oldKey is missing"));
        if (!Jwk.parse(oldKey).equals(account.key())) {
            throw Refusal.malformed("oldKey is not the key of the account");
        }
        if (newKey.equals(account.key())) {
            throw Refusal.malformed("the new key is the old key");
        }
        return newKey;
    }

    private Refusal inUse(String newHash) {
        Refusal refusal = new Refusal(Problem.of(ErrorType.malformed, "another account has the new key")
                .withStatus(409));
        realm.store()
                .accountByKey(newHash)
                .ifPresent(other -> refusal.header("Location", realm.site().account(other.id())));
        return refusal;
    }
}

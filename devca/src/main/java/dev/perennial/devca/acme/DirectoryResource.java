package dev.perennial.devca.acme;

import dev.perennial.devca.policy.Profile;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The directory (RFC 8555 §7.1.1) and the terms it names. */
final class DirectoryResource {
    private final Realm realm;

    DirectoryResource(Realm realm) {
        this.realm = realm;
    }

    Reply directory(Call call) {
        Site site = realm.site();
        Map<String, Object> directory = new LinkedHashMap<>();
        directory.put("newNonce", site.url(Resource.NEW_NONCE));
        directory.put("newAccount", site.url(Resource.NEW_ACCOUNT));
        directory.put("newOrder", site.url(Resource.NEW_ORDER));
        if (realm.policy().preAuthorization()) {
            directory.put("newAuthz", site.url(Resource.NEW_AUTHZ));
        }
        directory.put("revokeCert", site.url(Resource.REVOKE_CERT));
        directory.put("keyChange", site.url(Resource.KEY_CHANGE));
        directory.put("renewalInfo", site.origin() + "/renewal-info");
        if (realm.policy().shuffle()) {
            directory.put(realm.chance().letters(11), "https://example.invalid/unknown-members-must-be-ignored");
        }
        directory.put("meta", meta());
        return Reply.json(200, directory);
    }

    private Map<String, Object> meta() {
        Map<String, Object> profiles = new LinkedHashMap<>();
        for (Profile profile : realm.policy().profiles()) {
            profiles.put(profile.name(), profile.description());
        }
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("termsOfService", realm.terms().url());
        meta.put("website", "https://example.invalid/devca");
        meta.put("caaIdentities", realm.policy().caaIdentities());
        meta.put("externalAccountRequired", realm.policy().externalAccountRequired());
        meta.put("profiles", profiles);
        return meta;
    }

    Reply terms(Call call) {
        return Reply.text(200, "text/plain; charset=utf-8", realm.terms().text());
    }

    /** newNonce (RFC 8555 §7.2); the nonce itself is added to every answer elsewhere. */
    Reply nonce(Call call) {
        return Reply.empty(call.request().method().equals("HEAD") ? 200 : 204);
    }
}

package dev.perennial.devca.acme;

import dev.perennial.devca.wire.Resource;

/** The server's own address; every URL it hands out or compares begins with it. */
public record Site(String origin) {

    public String url(Resource resource, String... ids) {
        return origin + resource.path(ids);
    }

    public String account(String id) {
        return url(Resource.ACCOUNT, id);
    }

    public String order(String id) {
        return url(Resource.ORDER, id);
    }

    public String authorization(String id) {
        return url(Resource.AUTHORIZATION, id);
    }

    public String challenge(String authorization, String id) {
        return url(Resource.CHALLENGE, authorization, id);
    }
}

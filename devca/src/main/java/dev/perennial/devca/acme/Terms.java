package dev.perennial.devca.acme;

import dev.perennial.devca.wire.Resource;
import java.util.concurrent.atomic.AtomicInteger;

/** The terms of service, which may change while accounts exist (RFC 8555 §7.3.3). */
public final class Terms {
    private final Site site;
    private final AtomicInteger version = new AtomicInteger(1);

    public Terms(Site site) {
        this.site = site;
    }

    /** The URL of the terms in force; it is another one after each change. */
    public String url() {
        return site.url(Resource.TERMS) + "?version=" + version.get();
    }

    /** Puts new terms in force: every account has to agree again. */
    public void change() {
        version.incrementAndGet();
    }

    String text() {
        return "Version " + version.get() + ": these certificates are for tests. Nobody else trusts them.\n";
    }
}

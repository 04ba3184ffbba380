package dev.perennial.e2e;

import java.util.List;

/** All clients of others. */
final class Strangers {
    static final List<Stranger> ALL =
            List.of(new Lego(), new Lego5(), new Certbot(), new Uacme(), new Dehydrated(), new Acme4j());

    private Strangers() {}
}

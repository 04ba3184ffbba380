/** Being a certificate authority for tests: a strict ACME server that lies on demand. Never for production. */
@org.jspecify.annotations.NullMarked
module dev.perennial.devca {
    requires transitive jdk.httpserver;
    requires io.avaje.json;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.dnsjava;
    requires static org.jspecify;

    exports dev.perennial.devca;
    exports dev.perennial.devca.dns;
    exports dev.perennial.devca.fault;
    exports dev.perennial.devca.limit;
    exports dev.perennial.devca.policy;
    exports dev.perennial.devca.time;
    exports dev.perennial.devca.wire;
}

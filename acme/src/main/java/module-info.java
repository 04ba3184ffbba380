/** How to speak to a certificate authority: ACME (RFC 8555) and the standards around it. */
@org.jspecify.annotations.NullMarked
module dev.perennial.acme {
    requires java.net.http;
    requires io.avaje.json;
    requires static org.jspecify;

    exports dev.perennial.acme;
    exports dev.perennial.acme.crypto;
    exports dev.perennial.acme.json to
            dev.perennial.keeper,
            dev.perennial.cli;
}

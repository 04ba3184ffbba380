package dev.perennial.e2e;

import java.net.URI;
import java.nio.file.Path;

/** A CA that runs for a test, and where it looks for proofs. */
interface CaServer {
    URI acmeDirectory();

    /** The root that the CA's own TLS certificate comes from. */
    Path root();

    /** Where it fetches http-01 proofs. */
    int httpPort();

    /** Where it makes tls-alpn-01 connections. */
    int tlsPort();

    /** What it was doing, to tell a hang of the CA from one of ours. Ends it. */
    String stacks();
}

package dev.perennial.e2e;

import dev.perennial.devca.policy.PolicyBuilder;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An ACME client that others have written. */
interface Stranger {
    /** Ways of proving a name that a stranger can be asked to take. */
    enum Way {
        HTTP("http-01"),
        TLS("tls-alpn-01"),
        DNS("dns-01");

        private final String type;

        Way(String type) {
            this.type = type;
        }

        @Override
        public String toString() {
            return type;
        }
    }

    /** As people call it. */
    String name();

    /** The version it says it has; a missing one skips the test. */
    String version();

    /** Those that it offers, the usual one among them. */
    Set<Way> ways();

    /** What the strict server must let pass, so that this client does its work; nothing, if it keeps the rules. */
    default UnaryOperator<PolicyBuilder> indulgence() {
        return UnaryOperator.identity();
    }

    /** Makes an account if there is none, and gets a certificate. */
    Programs.Result obtain(Visit visit, String name, Way way);

    /** Gets the certificate again, though it is fresh. */
    Programs.Result renew(Visit visit, String name);

    Programs.Result revoke(Visit visit, String name);

    /** Where it puts the certificate. */
    Path certificate(Visit visit, String name);
}

package dev.perennial.dns;

import dev.perennial.acme.Solver;
import java.util.Map;
import java.util.Optional;

/** Makes the solvers for dns-01, dns-account-01 and dns-persist-01. */
public final class DnsSolvers {
    /**
     * @param type the challenge type
     * @param method {@code rfc2136}, {@code program}, {@code manual}; absent for dns-persist-01
     * @return empty when the type is none of DNS, or nothing is known by that method's name
     * @throws IllegalArgumentException with one line fit for people when an option is missing, unknown or wrong
     */
    public Optional<Solver> create(String type, Optional<String> method, Map<String, String> options) {
        throw new UnsupportedOperationException();
    }
}

package dev.perennial.acme;

import java.util.Optional;

/**
 * Why control of one identifier could not be proven.
 *
 * @param solver the {@linkplain Solver#name() name} of the last solver tried, empty when none fits
 * @param reason one line for people
 * @param problem what the CA said, when it was the CA that refused
 * @param another whether one more solver could answer a challenge that the CA offered
 */
public record FailedProof(
        Identifier identifier, String solver, String reason, Optional<Problem> problem, boolean another) {
    public String describe() {
        String by = solver.isEmpty() ? "" : " (" + solver + ")";
        return identifier.value() + by + ": " + reason;
    }
}

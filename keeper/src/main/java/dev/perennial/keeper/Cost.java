package dev.perennial.keeper;

import java.time.Duration;
import java.util.List;

/**
 * What a step would take of the CA's limits, as far as they are known here.
 *
 * @param free whether no limit counts: the certificate is renewed when the CA suggests it
 */
public record Cost(boolean free, List<Charge> charges) {
    static final Cost NONE = new Cost(false, List.of());

    public Cost {
        charges = List.copyOf(charges);
    }

    /**
     * One token of a limit.
     *
     * @param limit its name for programs, such as {@code certificates-per-set}
     * @param text what it counts, for people
     * @param left tokens that are there before this one is taken
     * @param burst the most there ever are
     * @param refill how long one takes to come back
     */
    public record Charge(String limit, String text, int left, int burst, Duration refill) {
        private static final int SHARE = 4;

        /** Whether so few are left that a person should know. */
        public boolean matters() {
            return (left - 1) * SHARE < burst && burst > left;
        }
    }
}

package dev.perennial.devca.prove;

import dev.perennial.devca.wire.Refusal;

/** Checks one type of challenge, as one view of the network sees it. */
@FunctionalInterface
interface Validator {
    /** Returns if the proof is there.
     * @throws Refusal with the problem the client is to read */
    void check(Claim claim, View view);
}

package dev.perennial.cli;

import dev.perennial.dns.Lookup;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Questions;
import dev.perennial.keeper.Settings;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the engine for one run. */
@FunctionalInterface
interface EngineFactory {
    Engine open(Run run) throws KeeperException;

    /**
     * What one run of the command chose.
     *
     * @param resolver DNS server to ask instead of the system's
     * @param selfTest whether proofs are looked at from here before the CA is asked
     * @param events told from several threads
     */
    record Run(
            Settings settings,
            Optional<Lookup> resolver,
            boolean selfTest,
            Questions questions,
            Consumer<Event> events) {}
}

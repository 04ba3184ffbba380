package dev.perennial.devca.fault;

import java.util.List;
import java.util.function.Consumer;

/**
 * A way in which a server can fail or lie, with a name.
 *
 * @param fault the family it belongs to, F01 to F34
 * @param description one line for people
 * @param rules what happens to requests
 * @param setup what is turned when it starts
 * @param teardown what is turned back when it ends
 */
public record Scenario(
        String name,
        String fault,
        String description,
        List<Rule> rules,
        Consumer<Levers> setup,
        Consumer<Levers> teardown) {

    public Scenario {
        rules = List.copyOf(rules);
    }

    /** A scenario made of rules alone. */
    public static Scenario of(String name, String fault, String description, Rule... rules) {
        return new Scenario(name, fault, description, List.of(rules), levers -> {}, levers -> {});
    }

    /** A scenario that turns levers. */
    public static Scenario turning(
            String name, String fault, String description, Consumer<Levers> setup, Consumer<Levers> teardown) {
        return new Scenario(name, fault, description, List.of(), setup, teardown);
    }

    @Override
    public String toString() {
        return fault + " " + name + ": " + description;
    }
}

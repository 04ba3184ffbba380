package dev.perennial.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a command takes: the parser, {@code --help}, the manual and the completions of shells read it from here. Plain calls
 * in place of annotations, because reading those costs more than all else a short run does.
 */
final class Syntax {
    /**
     * An option.
     *
     * @param name with its two hyphens
     * @param label what stands for its value in help; empty when it takes none
     * @param take gets the value, or the empty text; {@link IllegalArgumentException} says what is wrong with it
     */
    record Option(String name, String label, String text, boolean repeatable, boolean required, Consumer<String> take) {
        boolean flag() {
            return label.isEmpty();
        }

        /** As help shows it. */
        String form() {
            return flag() ? name : name + "=" + label;
        }
    }

    /**
     * What stands without a hyphen.
     *
     * @param least how many there must be
     * @param most how many there may be
     */
    record Argument(String label, String text, int least, int most, Consumer<String> take) {
        /** As help shows it. */
        String form() {
            String many = most > 1 ? label + "..." : label;
            return least == 0 ? "[" + many + "]" : many;
        }
    }

    private final List<Option> options = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();

    List<Option> options() {
        return List.copyOf(options);
    }

    List<Argument> arguments() {
        return List.copyOf(arguments);
    }

    Optional<Option> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    void flag(String name, String text, Runnable given) {
        options.add(new Option(name, "", text, false, false, value -> given.run()));
    }

    void option(String name, String label, String text, Consumer<String> take) {
        options.add(new Option(name, label, text, false, false, take));
    }

    /** May be given several times. */
    void options(String name, String label, String text, Consumer<String> take) {
        options.add(new Option(name, label, text, true, false, take));
    }

    void required(String name, String label, String text, Consumer<String> take) {
        options.add(new Option(name, label, text, false, true, take));
    }

    void argument(String label, String text, Consumer<String> take) {
        arguments.add(new Argument(label, text, 1, 1, take));
    }

    /** One or none. */
    void optional(String label, String text, Consumer<String> take) {
        arguments.add(new Argument(label, text, 0, 1, take));
    }

    /** Any number of them from {@code least} on; the last there is to declare. */
    void arguments(int least, String label, String text, Consumer<String> take) {
        arguments.add(new Argument(label, text, least, Integer.MAX_VALUE, take));
    }

    /** @throws IllegalArgumentException when it is no whole number that fits */
    static int integer(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + value + "\" is not a whole number", e);
        }
    }

    /** @throws IllegalArgumentException when it is no whole number that fits */
    static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + value + "\" is not a whole number", e);
        }
    }
}

package dev.perennial.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads arguments. Options stand anywhere, those of every command before or after its name; {@code --} ends them. */
final class Grammar {
    private final Start start = new Start();
    private final Syntax common = new Syntax();
    private final Set<String> given = new HashSet<>();
    private final List<String> rest;
    private final List<String> operands = new ArrayList<>();
    private String path = "perennial";
    private Command command = Subcommand.all();
    private Syntax own = new Syntax();

    /** What may stand before the name of a command. */
    static final class Start {
        final CommonOptions common = new CommonOptions();
        boolean version;
    }

    private Grammar(String... args) {
        rest = new ArrayList<>(Arrays.asList(args));
        start.common.declare(common);
        own.flag("--version", "show the version", () -> start.version = true);
    }

    /** @throws UsageException with a hint at the help of the command that was called */
    static Call parse(String... args) throws UsageException {
        return new Grammar(args).parse();
    }

    private Call parse() throws UsageException {
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            if (word.equals("--")) {
                while (!rest.isEmpty()) {
                    operand(rest.removeFirst());
                }
            } else if (hyphened(word)) {
                option(word);
            } else {
                operand(word);
            }
        }
        if (!start.common.help && !start.version && command instanceof Verb) {
            complete();
        }
        return new Call(path, command, own, common, start);
    }

    private void operand(String word) throws UsageException {
        if (!(command instanceof Group group)) {
            operands.add(word);
            return;
        }
        Group.Child child = group.child(word).orElseThrow(() -> wrong("there is no command named " + word));
        path += " " + word;
        command = child.command().get();
        own = new Syntax();
        if (command instanceof Verb verb) {
            verb.declare(own);
        }
    }

    private void option(String word) throws UsageException {
        int equals = word.indexOf('=');
        String name = word.equals("-h") ? "--help" : equals < 0 ? word : word.substring(0, equals);
        Syntax.Option option = own.option(name)
                .or(() -> common.option(name))
                .orElseThrow(() -> wrong("unknown option: '" + word + "'"));
        if (option.flag() && equals >= 0) {
            throw wrong("option '" + name + "' takes no value");
        }
        if (!given.add(name) && !option.flag() && !option.repeatable()) {
            throw wrong("option '" + name + "' (" + option.label() + ") should be specified only once");
        }
        take(option, option.flag() ? "" : equals < 0 ? value(option) : word.substring(equals + 1));
    }

    private String value(Syntax.Option option) throws UsageException {
        if (rest.isEmpty()) {
            throw wrong("missing required parameter for option '" + option.name() + "' (" + option.label() + ")");
        }
        String value = rest.removeFirst();
        if (hyphened(value)) {
            throw wrong("expected parameter for option '" + option.name() + "' but found '" + value + "'");
        }
        return value;
    }

    /** Meant as an option: neither standard input nor a number. */
    private static boolean hyphened(String word) {
        return word.length() > 1 && word.charAt(0) == '-' && !Character.isDigit(word.charAt(1));
    }

    private void take(Syntax.Option option, String value) throws UsageException {
        try {
            option.take().accept(value);
        } catch (IllegalArgumentException e) {
            throw wrong("invalid value for option '" + option.name() + "': " + e.getMessage());
        }
    }

    /** Nothing is missing, and nothing is left over. */
    private void complete() throws UsageException {
        for (Syntax.Option option : own.options()) {
            if (option.required() && !given.contains(option.name())) {
                throw wrong("missing required option: '" + option.form() + "'");
            }
        }
        for (Syntax.Argument argument : own.arguments()) {
            if (operands.size() < argument.least()) {
                throw wrong("missing required parameter: '" + argument.label() + "'");
            }
            for (int taken = 0; taken < argument.most() && !operands.isEmpty(); taken++) {
                argument.take().accept(operands.removeFirst());
            }
        }
        if (!operands.isEmpty()) {
            throw wrong("unexpected argument: " + operands.getFirst());
        }
    }

    private UsageException wrong(String message) {
        return new UsageException(message, Call.helpOf(path));
    }
}

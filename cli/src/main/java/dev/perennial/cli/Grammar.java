package dev.perennial.cli;

import dev.perennial.keeper.Header;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How arguments are read, and how {@code --help} and wrong arguments are told. */
final class Grammar {
    private Grammar() {}

    /** Knows of the subcommands only those that the arguments name. */
    static CommandLine of(Root root, String... args) {
        CommandLine line = new CommandLine(root);
        Arrays.stream(Subcommand.values())
                .filter(command -> List.of(args).contains(command.word()))
                .forEach(command -> line.addSubcommand(command.word(), command.model()));
        line.setExpandAtFiles(false);
        line.setUnmatchedOptionsAllowedAsOptionParameters(false);
        line.registerConverter(Duration.class, converter(Header::lifetime));
        line.setUsageHelpWidth(Screen.USUAL_COLUMNS);
        line.setHelpSectionKeys(List.of(
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                UsageMessageSpec.SECTION_KEY_FOOTER));
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, Grammar::synopsis);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, Grammar::commandHeading);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Grammar::commands);
        each(line, command -> {
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, Grammar::synopsis);
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Grammar::ownOptions);
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, Grammar::commandHeading);
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, Grammar::commonOptions);
        });
        return line;
    }

    /** What is wrong with the arguments, in one line. */
    static Complaint complaint(ParameterException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong arguments");
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String first = unmatched.getUnmatched().getFirst();
            boolean command = e.getCommandLine().getCommandSpec().userObject() instanceof Verb;
            message = command ? "unexpected argument: " + first : "there is no command named " + first;
        }
        return new Complaint(
                message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1), helpOf(e.getCommandLine()));
    }

    static String helpOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName() + " --help tells what is possible";
    }

    private static <T> ITypeConverter<T> converter(ITypeConverter<T> reader) {
        return text -> {
            try {
                return reader.convert(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }

    private static void each(CommandLine parent, Consumer<CommandLine> action) {
        parent.getSubcommands().values().forEach(child -> {
            action.accept(child);
            each(child, action);
        });
    }

    private static String synopsis(Help help) {
        var spec = help.commandSpec();
        String arguments = spec.userObject() instanceof Verb
                ? spec.positionalParameters().stream()
                        .map(p -> p.arity().min() == 0
                                ? " [" + p.paramLabel() + (p.arity().max() > 1 ? "...]" : "]")
                                : " " + p.paramLabel() + (p.arity().max() > 1 ? "..." : ""))
                        .collect(Collectors.joining())
                : " COMMAND";
        return "Usage: " + spec.qualifiedName() + " [OPTION]..." + arguments + "%n".formatted();
    }

    private static String ownOptions(Help help) {
        Help.Layout layout = help.createDefaultLayout();
        List<OptionSpec> own = help.commandSpec().options().stream()
                .filter(option -> !option.inherited())
                .toList();
        layout.addAllOptions(own, help.createDefaultParamLabelRenderer());
        return layout.toString();
    }

    private static String commonOptions(Help help) {
        String names = help.commandSpec().options().stream()
                .filter(OptionSpec::inherited)
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(" "));
        return "%nperennial --help tells of the options of every command:%n%s%n".formatted(wrapped(names));
    }

    private static String wrapped(String words) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : words.split(" ")) {
            if (column + word.length() + 1 > Screen.USUAL_COLUMNS - 2) {
                lines.append("%n".formatted());
                column = 0;
            }
            lines.append(column == 0 ? "  " : " ").append(word);
            column += word.length() + 1;
        }
        return lines.toString();
    }

    private static String commandHeading(Help help) {
        return help.commandSpec().userObject() instanceof Verb ? "" : "%nCommands:%n".formatted();
    }

    private static String commands(Help help) {
        StringBuilder list = new StringBuilder();
        for (Subcommand command : Subcommand.values()) {
            list.append(String.format("  %-11s%s%n", command.word(), command.summary()));
        }
        return list.append("%nperennial COMMAND --help tells the rest.%n".formatted())
                .toString();
    }
}

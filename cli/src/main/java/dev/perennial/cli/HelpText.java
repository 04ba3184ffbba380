package dev.perennial.cli;

import java.util.List;
import java.util.stream.Collectors;

/** What {@code --help} tells of a command. */
record HelpText(Call call) {
    private static final int WIDTH = Screen.USUAL_COLUMNS;
    /** Where descriptions begin, and how much further in their second lines do. */
    private static final int COLUMN = 28;

    private static final int HANGING = 2;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("Usage: ").append(synopsis()).append('\n');
        wrap(text, 0, 0, call.command().description());
        call.own().arguments().forEach(argument -> entry(text, "      " + argument.form(), argument.text()));
        if (call.command() instanceof Group group && group.equals(Subcommand.all())) {
            call.common().options().forEach(option -> option(text, option));
        }
        call.own().options().forEach(option -> option(text, option));
        if (call.command() instanceof Group group) {
            commands(text, group);
        }
        return text.append(footer()).toString();
    }

    String synopsis() {
        String operands = call.command() instanceof Group
                ? " COMMAND"
                : call.own().arguments().stream()
                        .map(argument -> " " + argument.form())
                        .collect(Collectors.joining());
        return call.path() + " [OPTION]..." + operands;
    }

    private boolean top() {
        return call.path().indexOf(' ') < 0;
    }

    private void commands(StringBuilder text, Group group) {
        text.append("\nCommands:\n");
        int widest = group.children().stream()
                .mapToInt(child -> child.word().length())
                .max()
                .orElse(0);
        for (Group.Child child : group.children()) {
            text.append("  ")
                    .append(child.word())
                    .repeat(' ', widest - child.word().length() + 2);
            wrap(text, widest + 4, HANGING, child.summary().get());
        }
    }

    private String footer() {
        if (top()) {
            return "\nperennial COMMAND --help tells the rest.\n";
        }
        String names = call.common().options().stream().map(Syntax.Option::name).collect(Collectors.joining(" "));
        StringBuilder text = new StringBuilder("\nperennial --help tells of the options of every command:\n  ");
        wrap(text, 2, 0, names);
        return text.toString();
    }

    private static void option(StringBuilder text, Syntax.Option option) {
        entry(text, (option.name().equals("--help") ? "  -h, " : "      ") + option.form(), option.text());
    }

    private static void entry(StringBuilder text, String form, String description) {
        text.append(form);
        if (form.length() > COLUMN - 2) {
            text.append('\n').repeat(' ', COLUMN);
        } else {
            text.repeat(' ', COLUMN - form.length());
        }
        wrap(text, COLUMN, HANGING, description);
    }

    /** The first line goes on where the text is; the others are indented by {@code indent} and {@code hanging}. */
    private static void wrap(StringBuilder text, int indent, int hanging, String words) {
        int column = indent;
        boolean first = true;
        for (String word : List.of(words.split(" "))) {
            if (!first && column + 1 + word.length() > WIDTH) {
                text.append('\n').repeat(' ', indent + hanging);
                column = indent + hanging;
                first = true;
            }
            text.append(first ? "" : " ").append(word);
            column += word.length() + (first ? 0 : 1);
            first = false;
        }
        text.append('\n');
    }
}

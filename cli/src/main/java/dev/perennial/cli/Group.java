package dev.perennial.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A command that is only the first word of others. */
record Group(String description, List<Child> children) implements Command {
    /**
     * A word of it. The command is made only when it is called.
     *
     * @param word what is typed
     * @param summary what the list of commands says of it; asked for only when that is shown
     */
    record Child(String word, Supplier<String> summary, Supplier<? extends Command> command) {
        /** One whose description is short enough for the list. */
        static Child of(String word, Supplier<? extends Command> command) {
            return new Child(word, () -> command.get().description(), command);
        }
    }

    Group {
        children = List.copyOf(children);
    }

    Optional<Child> child(String word) {
        return children.stream().filter(child -> child.word().equals(word)).findFirst();
    }
}

package dev.perennial.cli;

import java.util.ArrayList;
import java.util.List;

/** All commands there are: for the manual and for the completions of shells. */
final class Catalogue {
    private Catalogue() {}

    /**
     * A command.
     *
     * @param summary a few words; those of the list of commands
     */
    record Page(String path, String summary, Command command, Syntax own) {
        /** The words below {@code perennial}, joined by hyphens; empty for the program itself. */
        String slug() {
            return path.equals("perennial")
                    ? ""
                    : path.substring("perennial ".length()).replace(' ', '-');
        }

        List<Group.Child> children() {
            return command instanceof Group group ? group.children() : List.of();
        }
    }

    /** The program first, each group before what is in it. */
    static List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        Syntax start = new Syntax();
        start.flag("--version", "show the version", () -> {});
        add(pages, new Page("perennial", "keeps TLS certificates alive", Subcommand.all(), start));
        return List.copyOf(pages);
    }

    /** What every command takes. */
    static Syntax common() {
        Syntax syntax = new Syntax();
        new CommonOptions().declare(syntax);
        return syntax;
    }

    private static void add(List<Page> pages, Page page) {
        pages.add(page);
        for (Group.Child child : page.children()) {
            Command command = child.command().get();
            Syntax own = new Syntax();
            if (command instanceof Verb verb) {
                verb.declare(own);
            }
            add(
                    pages,
                    new Page(page.path() + " " + child.word(), child.summary().get(), command, own));
        }
    }
}

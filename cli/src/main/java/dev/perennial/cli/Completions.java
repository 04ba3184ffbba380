package dev.perennial.cli;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What shells complete. All three find out which command is called first, and then offer its words and options. */
final class Completions {
    private final List<Catalogue.Page> pages = Catalogue.pages();
    private final Syntax common = Catalogue.common();

    String bash() {
        StringBuilder text =
                new StringBuilder("""
                # Completes the words of perennial in bash.
                _perennial() {
                    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} called=perennial i
                    [[ $prev != '=' ]] || prev=${COMP_WORDS[COMP_CWORD - 2]}
                    [[ $cur != '=' ]] || cur=
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        case "$called ${COMP_WORDS[i]}" in
                            %s) called+=" ${COMP_WORDS[i]}" ;;
                        esac
                    done
                    case $prev in
                        %s) COMPREPLY=($(compgen -d -- "$cur")) && return ;;
                        %s) COMPREPLY=($(compgen -f -- "$cur")) && return ;;
                        %s) return ;;
                    esac
                    case $called in
                """.formatted(paths("'", "'", " | "), valued("DIR"), valued("FILE"), otherValued()));
        for (Catalogue.Page page : pages) {
            String words = Stream.concat(
                            page.children().stream().map(Group.Child::word),
                            options(page).map(Syntax.Option::name))
                    .collect(Collectors.joining(" "));
            text.append("        '").append(page.path()).append("') COMPREPLY=($(compgen -W '");
            text.append(words).append("' -- \"$cur\")) ;;\n");
        }
        return text.append("    esac\n}\ncomplete -o bashdefault -F _perennial perennial\n")
                .toString();
    }

    String zsh() {
        StringBuilder text = new StringBuilder("""
                #compdef perennial
                # Completes the words of perennial in zsh.
                _perennial() {
                    local called=perennial word
                    local -a commands
                    for word in "${(@)words[2,CURRENT-1]}"; do
                        case "$called $word" in
                            (%s) called+=" $word" ;;
                        esac
                    done
                    case $called in
                """.formatted(paths("'", "'", "|")));
        for (Catalogue.Page page : pages) {
            text.append("        ('").append(page.path()).append("')\n");
            if (!page.children().isEmpty()) {
                text.append("            commands=(");
                page.children()
                        .forEach(child -> text.append("\n                ")
                                .append(quotedZsh(child.word() + ":"
                                        + child.summary().get().replace(":", "\\:"))));
                text.append("\n            )\n            _describe -t commands command commands\n");
            }
            text.append("            _arguments");
            options(page).forEach(option -> text.append(" \\\n                ").append(zsh(option)));
            text.append(" \\\n                '*: :_default'\n            ;;\n");
        }
        return text.append("    esac\n}\n_perennial \"$@\"\n").toString();
    }

    String fish() {
        StringBuilder text = new StringBuilder("""
                # Completes the words of perennial in fish.
                function __perennial_called
                    set -l called perennial
                    for word in (commandline -opc)[2..-1]
                        switch "$called $word"
                            case %s
                                set called "$called $word"
                        end
                    end
                    test "$called" = "$argv[1]"
                end
                """.formatted(paths("'", "'", " ")));
        common.options().forEach(option -> text.append("complete -c perennial").append(fish(option)));
        for (Catalogue.Page page : pages) {
            String called = "complete -c perennial -n '__perennial_called \"" + page.path() + "\"'";
            for (Group.Child child : page.children()) {
                text.append(called).append(" -f -a ").append(child.word()).append(" -d ");
                text.append(quotedFish(child.summary().get())).append('\n');
            }
            page.own().options().forEach(option -> text.append(called).append(fish(option)));
        }
        return text.toString();
    }

    private Stream<Syntax.Option> options(Catalogue.Page page) {
        return Stream.concat(page.own().options().stream(), common.options().stream());
    }

    private String paths(String before, String after, String between) {
        return pages.stream().skip(1).map(page -> before + page.path() + after).collect(Collectors.joining(between));
    }

    /** The options whose value is called so, as a pattern; other options of the same name take the same. */
    private String valued(String label) {
        return names(option -> option.label().equals(label));
    }

    private String otherValued() {
        return names(option -> !option.flag()
                && !option.label().equals("DIR")
                && !option.label().equals("FILE"));
    }

    private String names(Predicate<Syntax.Option> which) {
        return Stream.concat(common.options().stream(), pages.stream().flatMap(page -> page.own().options().stream()))
                .filter(which)
                .map(Syntax.Option::name)
                .distinct()
                .collect(Collectors.joining(" | "));
    }

    private static String zsh(Syntax.Option option) {
        String text = option.text().replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
        String files =
                option.label().equals("DIR") ? "_files -/" : option.label().equals("FILE") ? "_files" : " ";
        String value = option.flag() ? "" : ":" + option.label().replace(":", "\\:") + ":" + files;
        String many = option.repeatable() ? "*" : "";
        return quotedZsh(many + option.name() + (option.flag() ? "" : "=") + "[" + text + "]" + value);
    }

    private static String quotedZsh(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String fish(Syntax.Option option) {
        String kind = option.flag()
                ? ""
                : option.label().equals("DIR") || option.label().equals("FILE") ? " -r -F" : " -x";
        String also = option.name().equals("--help") ? " -s h" : "";
        return also + " -l " + option.name().substring(2) + kind + " -d " + quotedFish(option.text()) + "\n";
    }

    private static String quotedFish(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

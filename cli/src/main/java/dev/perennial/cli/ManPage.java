package dev.perennial.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of the manual, in the macros of man(7): the program's, or that of a command and what is below it. */
final class ManPage {
    private static final Pattern CONTROL = Pattern.compile("^(?=[.'])");

    private final StringBuilder text = new StringBuilder();

    private ManPage() {}

    /** @param below the commands in it, when it is a group */
    static String of(Catalogue.Page page, List<Catalogue.Page> below) {
        ManPage manual = new ManPage();
        manual.head(page);
        if (page.slug().isEmpty()) {
            manual.program(page);
        } else {
            manual.command(page, below);
        }
        return manual.text.toString();
    }

    private void head(Catalogue.Page page) {
        String name = page.slug().isEmpty() ? "perennial" : "perennial-" + page.slug();
        line(".TH " + escaped(name.toUpperCase(Locale.ROOT)) + " 1 \"\" \"Perennial " + Version.current()
                + "\" \"Perennial\"");
        line(".SH NAME");
        line(escaped(name) + " \\- " + escaped(page.summary()));
    }

    private void program(Catalogue.Page page) {
        line(".SH SYNOPSIS");
        line("\\fBperennial\\fR [\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...");
        line(".SH DESCRIPTION");
        line(escaped(page.command().description()));
        line(".SH COMMANDS");
        for (Group.Child child : page.children()) {
            item(
                    "\\fB" + escaped("perennial-" + child.word()) + "\\fR(1)",
                    child.summary().get());
        }
        line(".SH OPTIONS");
        line("They may stand before or after the command.");
        Catalogue.common().options().forEach(this::option);
        page.own().options().forEach(this::option);
        line(".SH EXIT STATUS");
        item("0", "done");
        item("1", "failed; what was there before is still there");
        item("2", "an option is wrong, or an answer is missing and nobody is there to be asked");
        item("3", "nothing to do");
        item("4", "try later; the next renew goes on");
        line(".SH FILES");
        item(
                "\\fIBASEDIR\\fR/certs/NAME.pem",
                "the certificate and its chain, with the lines that say what it is to be");
        item("\\fIBASEDIR\\fR/private/NAME.key", "its private key");
        item("\\fIBASEDIR\\fR/hooks/", "programs that are run when a certificate has come, or failed to");
        line(".SH ENVIRONMENT");
        item("PERENNIAL_BASEDIR", "BASEDIR, unless --basedir says otherwise");
    }

    private void command(Catalogue.Page page, List<Catalogue.Page> below) {
        line(".SH SYNOPSIS");
        for (Catalogue.Page each : below.isEmpty() ? List.of(page) : below) {
            line(".nf");
            line("\\fB" + escaped(each.path()) + "\\fR [\\fIOPTION\\fR]..." + operands(each));
            line(".fi");
        }
        line(".SH DESCRIPTION");
        line(escaped(page.command().description()));
        inside(page, ".SH ARGUMENTS", ".SH OPTIONS");
        for (Catalogue.Page each : below) {
            line(".SH " + escaped(each.path()));
            line(escaped(each.command().description()));
            inside(each, ".PP", ".PP");
        }
        line(".SH SEE ALSO");
        line("\\fBperennial\\fR(1) has the options of every command.");
    }

    private void inside(Catalogue.Page page, String arguments, String options) {
        if (!page.own().arguments().isEmpty()) {
            line(arguments);
            page.own().arguments().forEach(argument -> item(escaped(argument.form()), argument.text()));
        }
        if (!page.own().options().isEmpty()) {
            line(options);
            page.own().options().forEach(this::option);
        }
    }

    private static String operands(Catalogue.Page page) {
        return page.own().arguments().stream()
                .map(argument -> " " + escaped(argument.form()))
                .collect(Collectors.joining());
    }

    private void option(Syntax.Option option) {
        String also = option.name().equals("--help") ? "\\fB\\-h\\fR, " : "";
        String value = option.flag() ? "" : "=\\fI" + escaped(option.label()) + "\\fR";
        item(also + "\\fB" + escaped(option.name()) + "\\fR" + value, option.text());
    }

    private void item(String tag, String description) {
        line(".TP");
        line(tag);
        line(escaped(description));
    }

    private void line(String content) {
        text.append(content).append('\n');
    }

    /** Plain words: no backslash, hyphen or first character of them means anything to roff. */
    private static String escaped(String words) {
        return CONTROL.matcher(words.replace("\\", "\\e").replace("-", "\\-")).replaceFirst("\\\\&");
    }
}

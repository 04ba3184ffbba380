package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarTest {
    private final Shell shell = new Shell();

    /** Every command there is, the root first. */
    private static List<Call> commands() throws UsageException {
        List<Call> all = new ArrayList<>();
        collect(Grammar.parse(), all);
        return all;
    }

    private static void collect(Call call, List<Call> into) throws UsageException {
        into.add(call);
        if (call.command() instanceof Group group) {
            for (Group.Child child : group.children()) {
                String words = call.path() + " " + child.word() + " --help";
                collect(Grammar.parse(words.substring("perennial ".length()).split(" ")), into);
            }
        }
    }

    @Test
    void helpListsAllCommands() {
        String help = shell.run("--help").out();

        assertThat(Subcommand.values())
                .allSatisfy(command ->
                        assertThat(help).containsPattern("(?m)^  " + command.word() + " +" + command.summary() + "$"));
    }

    @Test
    void helpFitsATerminalAndTellsOnlyTheCommandsOwnOptions() throws Exception {
        assertThat(commands())
                .allSatisfy(command ->
                        assertThat(new HelpText(command).toString().lines()).allMatch(line -> line.length() <= 80));
        assertThat(shell.run("renew", "--help").out()).isEqualTo("""
                Usage: perennial renew [OPTION]... [NAME...]
                Renews what is due, and grants wishes that wait in certs/. Fit for a timer: it
                asks the CA only for what is due.
                      [NAME...]             only these; all when none is given
                      --force               also what is not due
                      --no-self-test        ask the CA without looking at the proofs from here
                                              before
                      --parallel=N          work on so many certificates at a time at each CA;
                                              eight for each core, 32 at most, when not given

                perennial --help tells of the options of every command:
                  --basedir --ca-root --resolver --grace --agree --eab-kid --eab-key-file
                  --eab-algorithm --json --verbose --quiet --help
                """);
    }

    @Test
    void everyCommandAndOptionIsInTheReference() throws Exception {
        String reference = Files.readString(Path.of("..", "docs", "commands.md"));

        assertThat(commands()).allSatisfy(command -> {
            assertThat(reference).contains(command.path());
            assertThat(command.own().options())
                    .allSatisfy(option -> assertThat(reference).contains(option.name()));
            assertThat(command.common().options())
                    .allSatisfy(option -> assertThat(reference).contains(option.name()));
        });
    }

    @Test
    void noCommandDeclaresAnOptionTwice() throws Exception {
        assertThat(commands())
                .hasSizeGreaterThan(20)
                .allSatisfy(command -> assertThat(Stream.of(command.own(), command.common())
                                .flatMap(syntax -> syntax.options().stream())
                                .map(Syntax.Option::name))
                        .doesNotHaveDuplicates());
    }

    @Test
    void commonOptionsStandBeforeOrAfterTheCommand() {
        shell.run("--basedir", "/a", "status");
        assertThat(shell.engine.opened().settings().basedir()).isEqualTo(Path.of("/a"));
        shell.run("status", "--basedir", "/b");
        assertThat(shell.engine.opened().settings().basedir()).isEqualTo(Path.of("/b"));
        shell.run("account", "--basedir=/c", "show");
        assertThat(shell.engine.opened().settings().basedir()).isEqualTo(Path.of("/c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stat | there is no command named stat | perennial",
                "account foo | there is no command named foo | perennial account",
                "plan --foo | unknown option: '--foo' | perennial plan",
                "new | missing required parameter: 'NAME' | perennial new",
                "revoke a b | unexpected argument: b | perennial revoke",
                "new a --key | missing required parameter for option '--key' (TYPE) | perennial new",
                "new a --key --json | expected parameter for option '--key' but found '--json' | perennial new",
                "new a --ca x --ca y | option '--ca' (CA) should be specified only once | perennial new",
                "status --grace 3x | invalid value for option '--grace': \"3x\" is not a time span such as 7d, 12h or 90m"
                        + " | perennial status",
                "status --resolver a:b:c! | --resolver: | perennial status",
                "renew --parallel 0 | --parallel: 0 is not a number of certificates | perennial renew",
            })
    void wrongArgumentsAreOneLineAndAHint(String args, String message, String command) {
        Shell.Transcript transcript = shell.run(args.split(" "));

        assertThat(transcript.exit()).isEqualTo(2);
        assertThat(transcript.out()).isEmpty();
        assertThat(transcript.err())
                .startsWith("perennial: error: " + message)
                .endsWith("\nperennial: hint: " + command + " --help tells what is possible\n");
        assertThat(transcript.err().lines()).hasSize(2);
    }

    @Test
    void showsHelpWhereNothingIsAskedFor() {
        Shell.Transcript alone = shell.run();
        Shell.Transcript account = shell.run("account");

        assertThat(alone)
                .isEqualTo(new Shell.Transcript(2, "", shell.run("--help").out()));
        assertThat(account)
                .isEqualTo(new Shell.Transcript(
                        2, "", shell.run("account", "--help").out()));
        assertThat(account.err()).contains("rotate-key");
    }

    @Test
    void noArgumentIsAFileOfArguments() {
        assertThat(shell.run("status", "@/etc/passwd").exit()).isZero();
        assertThat(shell.engine.calls).containsExactly("status [@/etc/passwd]");
    }

    @Test
    void saysItsVersion() {
        assertThat(shell.run("--version").out()).matches("perennial [0-9]+\\.[0-9]+\\.[0-9]+\\n");
        assertThat(shell.run("--version", "--json").out())
                .isEqualTo(shell.run("--version").out());
        assertThat(Version.userAgent()).matches("Perennial/[0-9.]+ Java/[0-9]+");
    }
}

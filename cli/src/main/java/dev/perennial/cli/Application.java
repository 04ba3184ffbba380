package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One run of the command: reads the arguments, lets the verb work, tells how it went. */
final class Application {
    private final Surroundings surroundings;

    Application(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @return the exit code of the process */
    int run(String... args) {
        if (args.length == 1 && args[0].equals("--version")) {
            return version();
        }
        Root root = new Root();
        try {
            return run(root, Grammar.of(root, args).parseArgs(args));
        } catch (ParameterException e) {
            Grammar.complaint(e).show(surroundings.err());
            return ExitCode.USAGE.number();
        } catch (LinkageError e) {
            Ending.bug(e).show(surroundings.err());
            return ExitCode.FAILED.number();
        }
    }

    private int run(Root root, ParseResult parsed) {
        CommandLine called = parsed.asCommandLineList().getLast();
        if (called.isUsageHelpRequested()) {
            surroundings.out().writer().print(called.getUsageMessage(Ansi.OFF));
            surroundings.out().writer().flush();
            return ExitCode.DONE.number();
        }
        if (root.version) {
            return version();
        }
        if (!(called.getCommand() instanceof Verb verb)) {
            surroundings.err().writer().print(called.getUsageMessage(Ansi.OFF));
            surroundings.err().writer().flush();
            return ExitCode.USAGE.number();
        }
        return run(verb, root.common, Grammar.helpOf(called));
    }

    private int run(Verb verb, CommonOptions options, String help) {
        Ending ending = new Ending(surroundings, options);
        try {
            return ending.show(work(verb, options));
        } catch (UsageException e) {
            return ending.show(
                    ExitCode.USAGE, new Complaint(e.getMessage(), e.hint().isEmpty() ? help : e.hint()));
        } catch (KeeperException e) {
            ExitCode exit = ExitCode.of(e);
            return ending.show(exit, new Complaint(e.getMessage(), e.hint()), e);
        } catch (InterruptedException e) {
            return ending.show(
                    ExitCode.INTERRUPTED, new Complaint("interrupted", "the same command again goes on from here"));
        } catch (RuntimeException | Error e) {
            return ending.show(ExitCode.FAILED, Ending.bug(e), e);
        }
    }

    private Result work(Verb verb, CommonOptions options) throws KeeperException, UsageException, InterruptedException {
        try (Session session = Session.open(surroundings, options, verb.endless())) {
            return verb.run(session);
        }
    }

    private int version() {
        surroundings.out().line("perennial " + Version.current());
        return ExitCode.DONE.number();
    }
}

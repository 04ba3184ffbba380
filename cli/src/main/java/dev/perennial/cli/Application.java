package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;

/** One run of the command: reads the arguments, lets the verb work, tells how it went. */
final class Application {
    private final Surroundings surroundings;

    Application(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @return the exit code of the process */
    int run(String... args) {
        try {
            return run(Grammar.parse(args));
        } catch (UsageException e) {
            new Complaint(e.getMessage(), e.hint()).show(surroundings.err());
            return ExitCode.USAGE.number();
        } catch (LinkageError e) {
            Ending.bug(e).show(surroundings.err());
            return ExitCode.FAILED.number();
        }
    }

    private int run(Call call) {
        CommonOptions common = call.start().common;
        if (common.help) {
            return tell(surroundings.out(), new HelpText(call), ExitCode.DONE);
        }
        if (call.start().version) {
            return tell(surroundings.out(), "perennial " + Version.current() + "\n", ExitCode.DONE);
        }
        return switch (call.command()) {
            case Group group -> tell(surroundings.err(), new HelpText(call), ExitCode.USAGE);
            case Verb verb -> run(verb, common, call.help());
        };
    }

    private static int tell(Screen screen, Object text, ExitCode exit) {
        screen.writer().print(text);
        screen.writer().flush();
        return exit.number();
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
}

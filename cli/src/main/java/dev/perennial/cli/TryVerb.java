package dev.perennial.cli;

import dev.perennial.acme.Identifier;
import dev.perennial.cli.trial.Lab;
import dev.perennial.cli.trial.Scratch;
import dev.perennial.keeper.KeeperException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code try}: the whole life of a certificate in a minute, on this machine alone. */
final class TryVerb implements Verb {
    List<String> names = new ArrayList<>();
    boolean open;

    @Override
    public String description() {
        return "Starts a CA on this machine, gets a certificate from it, serves a page with it, lets two months"
                + " pass and renews it. Needs no root, no network and no DNS, and leaves nothing behind; with"
                + " --basedir the files stay there. Nobody else trusts these certificates.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.arguments(
                0,
                "NAME",
                "DNS names or loopback addresses; the default is example.test. They are proven by http-01"
                        + " and tls-alpn-01 in turn; a single name gets a second one for company",
                names::add);
        syntax.flag(
                "--open",
                "wait for Enter before and after the renewal, so that you can look at the page",
                () -> open = true);
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException {
        Set<Identifier> identifiers = TrialNames.of(names);
        Optional<Path> named = session.namedBasedir();
        try {
            return within(session, identifiers, named);
        } catch (IOException e) {
            throw new KeeperException(
                    "the trial in " + named.orElseGet(Scratch::parent) + " broke off: " + IoReason.of(e),
                    "see that there is room and the right to write, or name another directory with --basedir",
                    e);
        } catch (InterruptedException e) {
            String left =
                    named.map(directory -> "its files are in " + directory).orElse("nothing of it is left");
            return new Result(
                    ExitCode.INTERRUPTED,
                    List.of(),
                    List.of(new Complaint("the trial was interrupted; " + left, "")),
                    Map.of("interrupted", true));
        }
    }

    private Result within(Session session, Set<Identifier> identifiers, Optional<Path> named)
            throws KeeperException, UsageException, IOException, InterruptedException {
        try (Scratch scratch = named.isPresent() ? kept(named.get()) : Scratch.temporary();
                Lab lab = Lab.open(scratch.path())) {
            session.sweep(scratch);
            Optional<Enter> enter = open ? Optional.of(new Enter(session.in())) : Optional.empty();
            return ended(new Trial(session, lab, identifiers, enter).run(), scratch);
        }
    }

    private static Result ended(Result result, Scratch scratch) {
        List<Text> lines = new ArrayList<>();
        result.lines().forEach(lines::add);
        lines.add(Text.of(
                scratch.passing()
                        ? scratch.path() + " is removed, nothing else was written"
                        : "perennial status --basedir "
                                + TrialText.quoted(scratch.path().toString()) + " shows what is there"));
        return new Result(result.exit(), lines, result.complaints(), result.members());
    }

    private static Scratch kept(Path directory) throws UsageException {
        try {
            return Scratch.kept(directory);
        } catch (IOException e) {
            throw new UsageException(
                    "--basedir: a trial cannot work in " + directory + ": " + IoReason.of(e),
                    "name a directory that is empty or not there yet");
        }
    }
}

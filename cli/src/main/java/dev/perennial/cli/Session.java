package dev.perennial.cli;

import dev.perennial.acme.ExternalAccount;
import dev.perennial.cli.trial.Scratch;
import dev.perennial.dns.Lookup;
import dev.perennial.keeper.AccountView;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.Questions;
import dev.perennial.keeper.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a verb works with: the engine, the person, and what the common options chose. */
final class Session implements AutoCloseable {
    private final Surroundings surroundings;
    private final CommonOptions options;
    private final Progress progress;
    /** Made once: a secret on standard input can be read only once. */
    private @Nullable Answers answers;

    private Session(Surroundings surroundings, CommonOptions options, Progress progress) {
        this.surroundings = surroundings;
        this.options = options;
        this.progress = progress;
    }

    /** @param endless whether it lasts until somebody ends it */
    static Session open(Surroundings surroundings, CommonOptions options, boolean endless) {
        return new Session(surroundings, options, Progress.open(surroundings, options, endless));
    }

    /** An engine for looking and for work that needs no self-test of proofs. */
    Engine engine(String command) throws KeeperException, UsageException {
        return engine(command, true);
    }

    /** @param command what runs, written into the lock */
    Engine engine(String command, boolean selfTest) throws KeeperException, UsageException {
        return engine(command, selfTest, event -> {});
    }

    /** An engine for work on many certificates. */
    Engine engine(String command, WorkOptions work) throws KeeperException, UsageException {
        return engine(command, !work.noSelfTest, work.parallel(), event -> {});
    }

    /** Whoever runs {@code renew} without a terminal will do so again. */
    private Settings.Trigger trigger(String command) {
        if (command.equals("run")) {
            return Settings.Trigger.DAEMON;
        }
        return person().isPresent() || !command.equals("renew") ? Settings.Trigger.PERSON : Settings.Trigger.TIMER;
    }

    /** @param listener told of events too */
    Engine engine(String command, boolean selfTest, Consumer<Event> listener) throws KeeperException, UsageException {
        return engine(command, selfTest, 1, listener);
    }

    private Engine engine(String command, boolean selfTest, int parallel, Consumer<Event> listener)
            throws KeeperException, UsageException {
        Settings usual = Settings.of(basedir());
        Settings settings = new Settings(
                usual.basedir(),
                options.grace.orElse(usual.grace()),
                caRoot(),
                usual.deadline(),
                usual.hookTimeout(),
                command,
                trigger(command),
                parallel);
        return surroundings.engines().open(new EngineFactory.Run(settings, resolver(), selfTest, answers(), event -> {
            progress.accept(event);
            listener.accept(event);
        }));
    }

    /** An engine over another world than the user's, with a store of its own. Proofs are not tested from here. */
    Engine engine(EngineFactory world, Settings settings, Questions questions) throws KeeperException {
        return world.open(new EngineFactory.Run(settings, Optional.empty(), false, questions, progress::accept));
    }

    /** Says something while the work goes on: to people these lines, to programs an event of this kind. */
    void tell(String event, Iterable<Text> lines, Map<String, ?> members) {
        progress.pause();
        try {
            say(out(), event, lines, members);
        } finally {
            progress.resume();
        }
    }

    /** The same for what is talk and no result: to people it goes to standard error. For any thread. */
    void note(String event, Text line, Map<String, ?> members) {
        say(surroundings.err(), event, List.of(line), members);
    }

    private void say(Screen screen, String event, Iterable<Text> lines, Map<String, ?> members) {
        if (options.json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("event", event);
            object.putAll(members);
            synchronized (out()) {
                out().json(object);
            }
        } else if (!options.quiet) {
            synchronized (screen) {
                lines.forEach(screen::line);
            }
        }
    }

    /** Removes what runs that were killed have left in the directory for temporary files, and says so. */
    void sweep(Scratch scratch) throws IOException {
        for (Path left : scratch.sweep()) {
            tell(
                    "removed",
                    List.of(Text.of("removed " + left + ", which a run that was killed had left")),
                    Map.of("directory", left.toString()));
        }
    }

    /** Where {@code --basedir} says, and nobody else. */
    Optional<Path> namedBasedir() {
        return options.basedir.map(directory -> directory.toAbsolutePath().normalize());
    }

    /** The option, else the environment, else by who runs it. */
    Path basedir() {
        Path chosen = options.basedir.orElseGet(() -> {
            String variable = surroundings.environment().getOrDefault("PERENNIAL_BASEDIR", "");
            if (!variable.isEmpty()) {
                return Path.of(variable);
            }
            return surroundings.root()
                    ? Path.of("/etc/ssl")
                    : surroundings.home().resolve(".acme");
        });
        return chosen.toAbsolutePath().normalize();
    }

    Optional<Path> caRoot() {
        return options.caRoot.map(file -> file.toAbsolutePath().normalize());
    }

    Instant now() {
        return surroundings.time().instant();
    }

    Optional<Person> person() {
        return surroundings.person();
    }

    String secret(String file, String option) throws UsageException {
        return Secrets.read(file, surroundings.in(), option);
    }

    /**
     * The account meant: the one given, else the only one there is, else the one the person names.
     *
     * @param argument named when nobody can be asked
     */
    String account(Engine engine, Optional<String> given, String argument)
            throws KeeperException, UsageException, InterruptedException {
        if (given.isPresent()) {
            return given.get();
        }
        List<String> known = engine.accounts().show(Optional.empty(), Optional.empty(), false).stream()
                .map(AccountView::email)
                .distinct()
                .toList();
        if (known.size() == 1) {
            return known.getFirst();
        }
        String choice = known.isEmpty() ? "" : ": " + String.join(", ", known);
        Person asked = person().orElseThrow(() -> new UsageException(
                known.isEmpty() ? argument + " is missing" : argument + " is missing, and there are several accounts",
                "an account is named by an e-mail address" + choice));
        return asked.ask("E-mail address of the account" + choice + ": ").strip();
    }

    Result outcomes(List<Outcome> outcomes) {
        return new Outcomes(outcomes, now(), out().glyphs()).result();
    }

    InputStream in() {
        return surroundings.in();
    }

    Screen out() {
        return surroundings.out();
    }

    Answers answers() throws UsageException {
        Answers present = answers;
        if (present == null) {
            present = gathered();
            answers = present;
        }
        return present;
    }

    private Answers gathered() throws UsageException {
        if (options.eabKid.isPresent() != options.eabKeyFile.isPresent()) {
            throw new UsageException("--eab-kid and --eab-key-file belong together: one of them is missing", "");
        }
        return new Answers(
                surroundings.person(),
                options.agree,
                options.eabKid.isPresent() ? Optional.of(externalAccount()) : Optional.empty(),
                algorithm(),
                progress);
    }

    private Optional<Lookup> resolver() throws UsageException {
        if (options.resolver.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Lookup.at(options.resolver.get()));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--resolver: " + e.getMessage(), "");
        }
    }

    private String algorithm() {
        return options.eabAlgorithm.orElse(Answers.USUAL_ALGORITHM);
    }

    private ExternalAccount externalAccount() throws UsageException {
        String secret = secret(options.eabKeyFile.orElseThrow(), "--eab-key-file");
        try {
            return ExternalAccount.of(options.eabKid.orElseThrow(), secret, algorithm());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "");
        }
    }

    /** Takes progress off the terminal. Closing twice does nothing. */
    @Override
    public void close() {
        progress.close();
    }
}

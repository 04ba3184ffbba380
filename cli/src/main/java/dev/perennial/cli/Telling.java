package dev.perennial.cli;

import dev.perennial.keeper.Event;
import dev.perennial.keeper.Outcome;
import java.time.Duration;
import java.util.function.Function;

/** What an event says to people, and how much it matters. */
record Telling(Weight weight, Tone tone, String words) {
    /** Shorter waits than this are nobody's concern. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    /** How long it is of interest, and to whom; the weightiest first. */
    enum Weight {
        /** Told even to those who want to hear of errors only. */
        ALERT,
        /** Stays on the screen. */
        NEWS,
        /** Of interest until the next one. */
        STEP,
        /** For {@code --verbose}. */
        DETAIL,
        /** Told in another way. */
        SILENT
    }

    static Telling of(Event event) {
        return switch (event) {
            case Event.Planned e -> step(Times.count(e.certificates(), "certificate") + " to renew");
            case Event.Started e -> step("starting: " + e.reason());
            case Event.AccountRegistered e -> news("account " + e.email() + " is registered: " + e.account());
            case Event.OrderPlaced e -> detail("order placed: " + e.order());
            case Event.OrderResumed e -> detail("going on with the order of before: " + e.order());
            case Event.AlreadyAuthorized e -> detail(e.identifier() + " is proven already");
            case Event.Proving e -> step("proving " + e.identifier() + " by " + e.solver());
            case Event.SolverFailed e ->
                new Telling(Weight.NEWS, Tone.WARN, e.identifier() + " by " + e.solver() + ": " + e.reason());
            case Event.Validating e -> step("the CA looks at " + Times.count(e.identifiers(), "proof"));
            case Event.Finalizing e -> step("the CA makes the certificate");
            case Event.Waiting e -> waiting(e);
            case Event.Received e -> step("the certificate came from " + e.issuer());
            case Event.HookRan e -> hook(e);
            case Event.Notice e -> new Telling(Weight.NEWS, Tone.WARN, e.text());
            case Event.Instruction e -> new Telling(Weight.ALERT, Tone.WARN, e.text());
            case Event.Paused e -> new Telling(Weight.ALERT, Tone.WARN, paused(e, Event.Paused::pageForLogs));
            case Event.Risk e -> new Telling(Weight.ALERT, Tone.WARN, "at risk: " + e.text());
            case Event.Slept e -> detail("looking again at " + Times.moment(e.next()) + ", or when files change");
            case Event.Finished e -> new Telling(Weight.SILENT, Tone.PLAIN, "");
        };
    }

    /** The same for a person at a terminal, who may see what logs may not. */
    static Telling ofForEyes(Event event) {
        return event instanceof Event.Paused paused
                ? new Telling(
                        Weight.ALERT, Tone.WARN, paused(paused, e -> e.page().toString()))
                : of(event);
    }

    /** The same where nobody tells how things ended in the end, because there is none. */
    static Telling ofEndless(Event event) {
        return event instanceof Event.Finished finished ? ended(finished.outcome()) : of(event);
    }

    private static Telling ended(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued o ->
                new Telling(
                        Weight.NEWS,
                        Tone.GOOD,
                        "certificate until " + Times.date(o.notAfter()) + ": " + o.certificate());
            case Outcome.Authorized o -> new Telling(Weight.NEWS, Tone.GOOD, "control is proven");
            case Outcome.Unchanged o -> detail(o.reason());
            case Outcome.Deferred o ->
                new Telling(
                        Weight.NEWS,
                        Tone.WARN,
                        "not now: " + o.reason() + "; not before " + Times.moment(o.until()) + hint(o.hint()));
            case Outcome.Failed o ->
                new Telling(
                        Weight.ALERT,
                        Tone.BAD,
                        "failed: " + o.reason()
                                + o.retryAt()
                                        .map(at -> "; again from " + Times.moment(at))
                                        .orElse("") + hint(o.hint()));
        };
    }

    private static String hint(String hint) {
        return hint.isEmpty() ? "" : "; " + hint;
    }

    /** With the certificate it is about in front. */
    Text line(String name) {
        return (name.isEmpty() ? Text.EMPTY : Text.of(name + ": ")).and(tone, words);
    }

    private static Telling waiting(Event.Waiting e) {
        String words = "waiting " + Times.span(e.pause()) + " for " + e.what();
        return e.pause().compareTo(WORTH_TELLING) < 0 ? detail(words) : step(words);
    }

    private static String paused(Event.Paused e, Function<Event.Paused, String> page) {
        return "the CA has paused " + String.join(", ", e.identifiers()) + "; lift that at " + page.apply(e)
                + " and run: perennial resume " + e.name();
    }

    private static Telling hook(Event.HookRan e) {
        return e.success()
                ? detail("hook " + e.hook() + " " + e.event() + " ran")
                : new Telling(Weight.ALERT, Tone.BAD, "hook " + e.hook() + " " + e.event() + " failed");
    }

    private static Telling news(String words) {
        return new Telling(Weight.NEWS, Tone.PLAIN, words);
    }

    private static Telling step(String words) {
        return new Telling(Weight.STEP, Tone.FAINT, words);
    }

    private static Telling detail(String words) {
        return new Telling(Weight.DETAIL, Tone.FAINT, words);
    }
}

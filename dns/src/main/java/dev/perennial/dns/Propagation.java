package dev.perennial.dns;

import dev.perennial.acme.SolverException;
import dev.perennial.acme.TimeSource;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Waits until every server of a place shows a record: asks all at once, at growing intervals, and each until it has
 * shown it.
 *
 * <p>Left out, and said so: addresses to which this machine has no route, and IPv6 addresses that stay silent while the
 * same server shows the record by IPv4.
 */
final class Propagation {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FIRST_NOTICE = Duration.ofSeconds(30);
    private static final int SILENT_ENOUGH = 2;

    private final TxtQuestion question;
    private final Predicate<InetAddress> route;
    private final TimeSource time;
    private final People people;

    Propagation(TxtQuestion question, Predicate<InetAddress> route, TimeSource time, People people) {
        this.question = question;
        this.route = route;
        this.time = time;
        this.people = people;
    }

    /**
     * Waits.
     *
     * @param wanted whether a server's values of the TXT record are what is waited for
     * @param timeout zero to ask once
     * @throws SolverException at the time-out; the message names the servers that lag, and what they say
     */
    void await(Place place, Predicate<List<String>> wanted, Duration timeout)
            throws SolverException, InterruptedException {
        Map<Server, Lag> lagging = lagging(place);
        Instant start = time.instant();
        Instant deadline = start.plus(timeout);
        Duration notice = FIRST_NOTICE;
        Duration pause = FIRST_PAUSE;
        int all = lagging.size();
        while (true) {
            round(place, wanted, lagging);
            if (lagging.isEmpty()) {
                return;
            }
            Instant now = time.instant();
            if (!now.isBefore(deadline)) {
                throw late(place, lagging, timeout);
            }
            if (!now.isBefore(start.plus(notice))) {
                people.tell("waiting for the TXT record of " + Texts.name(place.name()) + ": " + (all - lagging.size())
                        + " of " + all + " servers show it");
                notice = notice.multipliedBy(2);
            }
            time.sleep(shorter(pause, Duration.between(now, deadline)));
            pause = shorter(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
        }
    }

    private Map<Server, Lag> lagging(Place place) throws SolverException {
        Map<Server, Lag> lagging = new LinkedHashMap<>();
        for (Server server : place.servers()) {
            if (route.test(server.address().getAddress())) {
                lagging.put(server, new Lag("was not asked", 0));
            } else {
                people.tell("not asked for the TXT record of " + Texts.name(place.name()) + ": " + server
                        + ", no route from here");
            }
        }
        if (lagging.isEmpty()) {
            throw new SolverException(
                    "there is no route to any server that holds " + Texts.name(place.name()),
                    "if a resolver can be reached, add check=resolver to the challenge");
        }
        return lagging;
    }

    /** Asks all that lag, and removes those that do not any more. */
    private void round(Place place, Predicate<List<String>> wanted, Map<Server, Lag> lagging)
            throws InterruptedException {
        List<Server> asked = List.copyOf(lagging.keySet());
        List<Callable<Lag>> questions = new ArrayList<>();
        for (Server server : asked) {
            Lag before = lagging.get(server);
            questions.add(() -> ask(place, server, wanted, before == null ? 0 : before.silences()));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Iterator<Future<Lag>> answers = threads.invokeAll(questions).iterator();
            for (Server server : asked) {
                Lag lag = answers.next().get();
                if (lag == Lag.NONE) {
                    lagging.remove(server);
                } else {
                    lagging.put(server, lag);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        leaveOutSilentV6(place, lagging);
    }

    private Lag ask(Place place, Server server, Predicate<List<String>> wanted, int silences)
            throws InterruptedException {
        try {
            TxtQuestion.Answer answer = question.ask(place, server);
            boolean seen = answer.trusted() && wanted.test(answer.values());
            return seen ? Lag.NONE : new Lag(answer.predicate(), 0);
        } catch (NoAnswerException e) {
            return new Lag(e.says(), silences + 1);
        }
    }

    private void leaveOutSilentV6(Place place, Map<Server, Lag> lagging) {
        lagging.entrySet().removeIf(entry -> {
            Server server = entry.getKey();
            boolean silent = server.address().getAddress() instanceof Inet6Address
                    && entry.getValue().silences() >= SILENT_ENOUGH
                    && place.servers().stream()
                            .filter(other -> other.name().equals(server.name()))
                            .anyMatch(other -> !(other.address().getAddress() instanceof Inet6Address)
                                    && !lagging.containsKey(other)
                                    && route.test(other.address().getAddress()));
            if (silent) {
                people.tell(server + " " + entry.getValue().says() + "; its IPv4 address shows the TXT record of "
                        + Texts.name(place.name()));
            }
            return silent;
        });
    }

    private static SolverException late(Place place, Map<Server, Lag> lagging, Duration timeout) {
        String who = lagging.entrySet().stream()
                .limit(4)
                .map(entry -> entry.getKey() + " " + entry.getValue().says())
                .collect(Collectors.joining("; "));
        String more = lagging.size() > 4 ? "; and " + (lagging.size() - 4) + " more" : "";
        String when = timeout.isZero() ? "" : " after " + timeout.toSeconds() + " s";
        return new SolverException(
                "the TXT record of " + Texts.name(place.name()) + " is not seen everywhere" + when + ": " + who + more,
                "if the servers only need longer, give the challenge a longer timeout=");
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /**
     * What a server does that does not show the record yet.
     *
     * @param says a predicate
     * @param silences how often in a row it gave no answer at all
     */
    private record Lag(String says, int silences) {
        static final Lag NONE = new Lag("", 0);
    }
}

package dev.perennial.acme;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Proves all identifiers of one pending order: proofs put in place in parallel, waited for in parallel, then the CA is told
 * of all of them and the order is polled. The authorizations are only read again when the order fails, or drags on.
 */
final class Proving {
    private static final int LOOK_INSIDE_EVERY = 6;
    private static final Duration TIME_TO_TIDY = Duration.ofSeconds(10);

    private final Patience patience;
    private final TimeSource time;
    private final IssueListener listener;
    private final Function<Identifier, List<Solver>> solvers;
    private final Proofs proofs = new Proofs();
    private final Map<URI, Attempt> attempts = new HashMap<>();
    /** What each authorization was when it was last read, unless it has been answered since. */
    private final Map<URI, Authorization.Status> known = new ConcurrentHashMap<>();

    private boolean tooLate;

    Proving(Patience patience, TimeSource time, IssueListener listener, Function<Identifier, List<Solver>> solvers) {
        this.patience = patience;
        this.time = time;
        this.listener = listener;
        this.solvers = solvers;
    }

    /** Whether an authorization was lost before anything was tried. */
    boolean cameTooLate() {
        return tooLate;
    }

    /** The order when it is pending no more. */
    Order prove(Order order) throws AcmeException, InterruptedException {
        List<Authorization> authorizations = authorizations(order.authorizations());
        checkNames(order, authorizations);
        try (proofs) {
            sort(authorizations);
            List<Attempt> open = List.copyOf(attempts.values());
            each(Together.UNLIMITED, open, Attempt::present);
            each(Together.UNLIMITED, open, Attempt::await);
            patience.startAnew();
            each(Together.REQUESTS, open, this::answer);
            if (!open.isEmpty()) {
                listener.validating(open.size());
            }
            Order end = poll(order);
            if (end.status() == Order.Status.INVALID) {
                throw notProven(end);
            }
            return end;
        } catch (AcmeException.NotProven e) {
            giveUp();
            throw e;
        } catch (AcmeException.Refused e) {
            if (!mayPass(e.problem().reaction())) {
                giveUp();
            }
            throw e;
        }
    }

    private List<Authorization> authorizations(List<URI> urls) throws AcmeException, InterruptedException {
        return Together.all(Together.REQUESTS, urls, url -> authorization(patience.session(), url));
    }

    private Authorization authorization(AcmeSession session, URI url) throws AcmeException, InterruptedException {
        Authorization authorization = session.authorization(url);
        known.put(url, authorization.status());
        return authorization;
    }

    private boolean answer(Attempt attempt) throws AcmeException, InterruptedException {
        known.remove(attempt.authorization().url());
        return attempt.answer();
    }

    private static void checkNames(Order order, List<Authorization> authorizations) throws AcmeException.Broken {
        Set<Identifier> names = new HashSet<>();
        for (Authorization authorization : authorizations) {
            Identifier name = authorization.ordered();
            if (!order.identifiers().contains(name) || !names.add(name)) {
                throw new AcmeException.Broken("authorization: \"" + name.value() + "\" was not ordered");
            }
        }
        if (!names.equals(order.identifiers())) {
            throw new AcmeException.Broken("order: there is not an authorization for each name");
        }
    }

    /** Keeps what is open, tells what is proven, and ends an order that is lost already. */
    private void sort(List<Authorization> authorizations) throws AcmeException.NotProven {
        List<FailedProof> lost = new ArrayList<>();
        for (Authorization authorization : authorizations) {
            switch (authorization.status()) {
                case VALID -> listener.alreadyAuthorized(authorization.ordered());
                case PENDING -> attempts.put(authorization.url(), attempt(authorization));
                default -> lost.add(failure(authorization));
            }
        }
        if (!lost.isEmpty()) {
            tooLate = true;
            throw new AcmeException.NotProven(lost);
        }
    }

    private Attempt attempt(Authorization authorization) {
        return new Attempt(authorization, solvers.apply(authorization.ordered()), patience, listener, proofs);
    }

    /** Does one step for all; those for which it does not succeed end the order together. */
    private static void each(int limit, List<Attempt> attempts, Together.Task<Attempt, Boolean> step)
            throws AcmeException, InterruptedException {
        List<Boolean> done = Together.all(limit, attempts, step);
        List<FailedProof> failures = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            if (!done.get(i)) {
                failures.add(attempts.get(i).failure());
            }
        }
        if (!failures.isEmpty()) {
            throw new AcmeException.NotProven(failures);
        }
    }

    private Order poll(Order order) throws AcmeException, InterruptedException {
        Polling polling = new Polling(time, listener, patience.end());
        Order now = order;
        Optional<Instant> retryAt = Optional.empty();
        for (int polls = 1; now.status() == Order.Status.PENDING; polls++) {
            polling.pause("validation", retryAt);
            now = Orders.reread(patience.session(), order);
            retryAt = now.retryAt();
            if (now.status() == Order.Status.PENDING && polls % LOOK_INSIDE_EVERY == 0) {
                lookInside();
            }
        }
        return now;
    }

    /**
     * An order may stay pending though a proof has failed: some servers never close it, and some want to be told again
     * after they could not connect (RFC 8555 §8.2).
     */
    private void lookInside() throws AcmeException, InterruptedException {
        List<FailedProof> failures = new ArrayList<>();
        for (Authorization newer : authorizations(List.copyOf(attempts.keySet()))) {
            if (over(newer) || stuck(newer) && !answerAgain(newer)) {
                failures.add(failure(newer));
            }
        }
        if (!failures.isEmpty()) {
            throw new AcmeException.NotProven(failures);
        }
    }

    private AcmeException notProven(Order order) throws AcmeException, InterruptedException {
        List<FailedProof> failures = authorizations(order.authorizations()).stream()
                .filter(Proving::over)
                .map(this::failure)
                .toList();
        return failures.isEmpty() ? Orders.invalid(order, "order") : new AcmeException.NotProven(failures);
    }

    private static boolean over(Authorization authorization) {
        return authorization.status() != Authorization.Status.PENDING
                && authorization.status() != Authorization.Status.VALID;
    }

    private boolean stuck(Authorization newer) {
        return answered(newer)
                .filter(c -> c.status() == Challenge.Status.PENDING && c.error().isPresent())
                .isPresent();
    }

    private boolean answerAgain(Authorization newer) throws AcmeException, InterruptedException {
        Attempt attempt = attempts.get(newer.url());
        return attempt != null && answer(attempt);
    }

    private Optional<Challenge> answered(Authorization newer) {
        Attempt attempt = attempts.get(newer.url());
        return attempt == null ? Optional.empty() : attempt.current(newer);
    }

    private FailedProof failure(Authorization newer) {
        Problem problem = problem(newer, answered(newer));
        Attempt attempt = attempts.get(newer.url());
        return attempt != null
                ? attempt.failure(problem)
                : new FailedProof(newer.ordered(), "", problem.describe(), Optional.of(problem), false);
    }

    private static Problem problem(Authorization authorization, Optional<Challenge> answered) {
        return answered.flatMap(Challenge::error)
                .or(() -> authorization.challenges().stream()
                        .flatMap(c -> c.error().stream())
                        .findFirst())
                .orElseGet(() -> Problem.of(
                        ErrorType.Known.UNAUTHORIZED,
                        0,
                        "the authorization is " + authorization.status().name().toLowerCase(Locale.ROOT)));
    }

    private static boolean mayPass(Reaction reaction) {
        return reaction == Reaction.DEFER || reaction == Reaction.SAME_AGAIN_LATER;
    }

    /**
     * Best effort: an authorization left pending counts against a limit of the CA, and nothing else. One that became valid
     * stays: the next order needs no proof for it.
     */
    private void giveUp() throws AcmeException, InterruptedException {
        AcmeSession tidying = patience.session(TIME_TO_TIDY);
        Together.all(Together.REQUESTS, List.copyOf(attempts.keySet()), url -> giveUp(tidying, url));
    }

    private boolean giveUp(AcmeSession tidying, URI url) throws InterruptedException {
        try {
            Authorization.Status last = known.get(url);
            Authorization.Status status =
                    last == null ? authorization(tidying, url).status() : last;
            return status == Authorization.Status.PENDING
                    && tidying.deactivateAuthorization(url).status() != Authorization.Status.PENDING;
        } catch (AcmeException e) {
            return false;
        }
    }
}

package dev.perennial.keeper.sim;

import dev.perennial.acme.crypto.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What could have been renewed for long enough must be, and none expires as long as there was a way. */
final class Overdue {
    private static final Duration GRACE = Duration.ofDays(7);

    private final SimWorld world;
    private final Oracle oracle;

    Overdue(SimWorld world, Oracle oracle) {
        this.world = world;
        this.oracle = oracle;
    }

    /** Own rule: less left than max(lifetime/3, min(a week, lifetime/2)). */
    static Instant dueLine(CertificateFacts leaf) {
        Duration life = Duration.between(leaf.notBefore(), leaf.notAfter());
        Duration third = life.dividedBy(3);
        Duration half = life.dividedBy(2);
        Duration grace = GRACE.compareTo(half) < 0 ? GRACE : half;
        return leaf.notAfter().minus(third.compareTo(grace) > 0 ? third : grace);
    }

    /** A CA's window may be late, but not later than when a sixth is left. */
    private Instant dueByAdvice(CertificateFacts leaf) {
        Instant due = dueLine(leaf);
        Instant late = world.cas.values().stream()
                .flatMap(ca -> ca.windowTold(leaf.certId().orElseThrow()).stream())
                .filter(due::isBefore)
                .findAny()
                .orElse(due);
        return late.isBefore(lastLine(leaf)) ? late : lastLine(leaf);
    }

    /** A sixth is left: nothing puts it off any more. */
    static Instant lastLine(CertificateFacts leaf) {
        return leaf.notAfter()
                .minus(Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(6));
    }

    /** After a run of the timer: what could have been renewed for long enough must be. */
    void afterTimer(SimProcess process, boolean clean, Instant started) {
        for (Book book : world.books.values()) {
            Pair pair = oracle.pair(book.name);
            SimCa ca = Objects.requireNonNull(world.cas.get(book.ca));
            boolean open = clean
                    && !process.diskFailed()
                    && world.clock.isRight()
                    && book.spoiled.isEmpty()
                    && !world.web.broken
                    && ca.weather.isOpenSince(started)
                    && !book.heldUntil.isAfter(started);
            sum(book, pair, open, started);
            if (!open || !isOverdue(pair)) {
                book.openRuns = 0;
                continue;
            }
            if (book.openRuns++ == 0) {
                book.openSince = started;
            }
            Duration open4 = Duration.between(book.openSince, started);
            if (book.openRuns >= 3 && open4.compareTo(patience(pair)) > 0) {
                oracle.violated(book.name + " is due and could have been renewed since " + book.openSince + " in "
                        + book.openRuns + " runs; expires " + pair.leaf().map(CertificateFacts::notAfter));
            }
        }
    }

    /** However often the way was closed in between: a sixth of a lifetime, all in all, is enough for anybody. */
    private void sum(Book book, Pair pair, boolean open, Instant started) {
        if (pair.leaf().isEmpty()) {
            return;
        }
        CertificateFacts leaf = pair.leaf().get();
        if (!leaf.notAfter().equals(book.openTimeFor)) {
            book.openTimeFor = leaf.notAfter();
            book.openTime = Duration.ZERO;
        }
        Instant due = dueByAdvice(leaf);
        if (open && world.previousTimer.isAfter(due)) {
            book.openTime = book.openTime.plus(Duration.between(world.previousTimer, started));
        }
        Duration sixth = Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(6);
        if (leaf.notAfter().isBefore(world.clock.now()) && book.openTime.compareTo(sixth) > 0) {
            oracle.violated(book.name + " expired though it could have been renewed for " + book.openTime);
        }
    }

    private boolean isOverdue(Pair pair) {
        if (pair.leaf().isEmpty()) {
            return true;
        }
        // The CA's word may put it off until a sixth is left.
        return !world.clock.now().isBefore(lastLine(pair.leaf().get()));
    }

    /** The longest back-off: a day and a tenth, or a twelfth of what was left when it was due. */
    private static Duration patience(Pair pair) {
        Duration day = Duration.ofHours(27);
        if (pair.leaf().isEmpty()) {
            return day;
        }
        CertificateFacts leaf = pair.leaf().get();
        Duration share = Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(20);
        return share.compareTo(day) < 0 ? share : day;
    }
}

package dev.perennial.keeper.solver;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.KeyAuthorization;
import dev.perennial.acme.SolverException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Looks at an http-01 proof through the real route before the CA does, so that a plain mistake costs no failed
 * validation. At a CA of the public kind a definite contradiction is a failure; whatever may be otherwise from outside,
 * and every finding at another CA, whose port and view of the DNS are not known here, is a notice.
 *
 * @param decides whether a definite finding is a failure
 */
record HttpSelfTest(HttpProbe probe, boolean decides, Duration deadline, Consumer<String> notices) {
    private static final Duration PUBLIC_DEADLINE = Duration.ofSeconds(10);
    /** What cannot decide must not keep anybody waiting. */
    private static final Duration OTHER_DEADLINE = Duration.ofSeconds(2);

    private static final String HINT =
            "the name must lead to this web server from the internet on port 80; if it does and only this machine sees it"
                    + " otherwise, use --no-self-test";

    static HttpSelfTest of(AddressLookup lookup, boolean publicTrust, Consumer<String> notices) {
        return new HttpSelfTest(
                new HttpProbe(lookup, 80, AddressKind::of),
                publicTrust,
                publicTrust ? PUBLIC_DEADLINE : OTHER_DEADLINE,
                notices);
    }

    /** @throws SolverException when a CA of the public kind would certainly not see the proof */
    void check(Identifier identifier, KeyAuthorization expected) throws SolverException, InterruptedException {
        var test = new FutureTask<Void>(() -> {
            probe.check(identifier, TokenResponder.PATH + expected.token(), expected.value());
            return null;
        });
        Thread.ofVirtual().name("self-test " + identifier.value()).start(test);
        try {
            test.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            tell(Finding.doubtful(identifier.value() + " did not answer within " + deadline.toSeconds() + " s"));
        } catch (ExecutionException e) {
            tell(e.getCause() instanceof Finding finding ? finding : Finding.doubtful("it broke off: " + e.getCause()));
        } finally {
            test.cancel(true);
        }
    }

    private void tell(Finding finding) throws SolverException {
        String message = "self-test of http-01: " + finding.getMessage();
        if (decides && finding.isDefinite()) {
            throw new SolverException(message, HINT);
        }
        notices.accept(message);
    }
}

package dev.perennial.keeper;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** How the work on one certificate ended. */
public sealed interface Outcome {
    String name();

    /** A certificate is in place. */
    record Issued(String name, Path certificate, Path key, Instant notAfter) implements Outcome {}

    /** Control of the names is proven; the CA keeps that for a while. */
    record Authorized(String name, Optional<Instant> until) implements Outcome {}

    /** Nothing was due. */
    record Unchanged(String name, String reason, Optional<Instant> next) implements Outcome {}

    /** It did not work; what was there before is still there. */
    record Failed(String name, String reason, String hint, Optional<Instant> retryAt) implements Outcome {}

    /** Not now: the CA asked to wait, or a step is still under way. */
    record Deferred(String name, String reason, String hint, Instant until) implements Outcome {}
}

package dev.perennial.keeper;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The notes of proofs in place, {@code .perennial/proofs/}: each written before its proof and deleted after it, so that
 * what is found by the next run was left by one that was killed.
 */
final class Traces {
    private static final int MODE = 0600;
    private static final int LIMIT = 1 << 14;
    private static final String ENDING = ".json";
    /** By then the CA has forgotten the challenge, and what cannot be reached will hardly come back. */
    private static final Duration WORTH_TRYING = Duration.ofDays(30);

    private final Run run;
    private final Path directory;

    Traces(Run run) {
        this.run = run;
        this.directory = run.settings.basedir().resolve(Layout.NOTES).resolve("proofs");
    }

    /** The same solver, which keeps a note while a proof of it stands, if it may outlive us. */
    Solver noting(String name, ChallengeLine line, Solver solver) {
        return solver.leavesTraces() ? new Noting(name, line, solver) : solver;
    }

    /** Takes away what killed runs have left. Only who holds the lock, and has no proof in place, may do so. */
    void sweep() throws InterruptedException {
        for (Path file : files()) {
            try {
                sweep(
                        file,
                        Trace.read(Json.parse(run.world.disk().find(file, LIMIT).orElse(new byte[0]))));
            } catch (IOException e) {
                unreadable(file, DiskFailure.reason(e));
            } catch (JsonFormatException e) {
                unreadable(file, String.valueOf(e.getMessage()));
            }
        }
    }

    private List<Path> files() {
        try {
            return run.world.disk().list(directory).stream()
                    .filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            unreadable(directory, DiskFailure.reason(e));
            return List.of();
        }
    }

    private void sweep(Path file, Trace trace) throws InterruptedException {
        String what = "the proof of " + trace.request().identifier().value() + " that an interrupted run had left";
        try {
            List<SolverFactory> factories = run.solvers.factories(false, text -> notice(trace, text));
            Solver solver = SolverChoice.make(trace.line(), factories);
            solver.withdraw(trace.request());
            drop(file);
            notice(trace, "took away " + what + " (" + solver.name() + ")");
        } catch (SolverException e) {
            failed(file, trace, what, String.valueOf(e.getMessage()), e.hint());
        } catch (KeeperException e) {
            failed(file, trace, what, e.getMessage(), e.hint());
        }
    }

    private void failed(Path file, Trace trace, String what, String why, String hint) {
        boolean last = trace.since().plus(WORTH_TRYING).isBefore(run.now());
        notice(
                trace,
                "could not take away " + what + ": " + why + (hint.isEmpty() ? "" : " (" + hint + ")")
                        + (last ? "; this was the last try" : ""));
        if (last) {
            drop(file);
        }
    }

    private void unreadable(Path file, String why) {
        run.emit(new Event.Notice("", "a note of a proof cannot be read and may be deleted: " + file + ": " + why));
    }

    private void notice(Trace trace, String text) {
        run.emit(new Event.Notice(trace.name(), text));
    }

    private Path note(Trace trace) throws SolverException {
        Map<String, Object> json = trace.json();
        Path file = directory.resolve(hash(trace) + ENDING);
        try {
            new Layout(run.world.disk(), run.settings.basedir()).makeNotes(file);
            new DurableFile(run.world.disk())
                    .replace(file, (Json.write(json) + "\n").getBytes(StandardCharsets.UTF_8), MODE);
            return file;
        } catch (KeeperException e) {
            throw new SolverException("the proof cannot be noted: " + e.getMessage(), e.hint(), e);
        } catch (IOException e) {
            throw new SolverException(
                    "the proof cannot be noted: " + file + ": " + DiskFailure.reason(e), DiskFailure.hint(e), e);
        }
    }

    private void drop(Path file) {
        try {
            run.world.disk().delete(file);
        } catch (IOException e) {
            run.emit(new Event.Notice("", "cannot delete " + file + ": " + DiskFailure.reason(e)));
        }
    }

    /** The same proof by the same way has the same note, however often it is put in place. */
    private static String hash(Trace trace) {
        return FileNames.digest(
                trace.line() + "\n" + trace.request().challenge().url());
    }

    private final class Noting implements Solver {
        private final String certificate;
        private final ChallengeLine line;
        private final Solver solver;

        Noting(String certificate, ChallengeLine line, Solver solver) {
            this.certificate = certificate;
            this.line = line;
            this.solver = solver;
        }

        @Override
        public String name() {
            return solver.name();
        }

        @Override
        public String challengeType() {
            return solver.challengeType();
        }

        @Override
        public boolean canAnswer(Challenge challenge) {
            return solver.canAnswer(challenge);
        }

        @Override
        public boolean leavesTraces() {
            return true;
        }

        @Override
        public void withdraw(ProofRequest request) throws SolverException, InterruptedException {
            solver.withdraw(request);
        }

        @Override
        public Proof present(ProofRequest request) throws SolverException, InterruptedException {
            Path file = note(new Trace(certificate, line, request, run.now()));
            try {
                return new NotedProof(solver.present(request), file);
            } catch (SolverException e) {
                drop(file);
                throw e;
            }
        }
    }

    private final class NotedProof implements Solver.Proof {
        private final Solver.Proof proof;
        private final Path file;

        NotedProof(Solver.Proof proof, Path file) {
            this.proof = proof;
            this.file = file;
        }

        @Override
        public void await() throws SolverException, InterruptedException {
            proof.await();
        }

        @Override
        public void close() {
            proof.close();
            drop(file);
        }
    }
}

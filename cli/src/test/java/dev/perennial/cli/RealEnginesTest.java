package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Solver;
import dev.perennial.acme.TimeSource;
import dev.perennial.keeper.ChallengeLine;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Settings;
import dev.perennial.keeper.SolverFactory;
import dev.perennial.keeper.SystemPrograms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wiring: that the real parts are there and fit. */
class RealEnginesTest {
    private final List<Event> events = new ArrayList<>();

    @TempDir
    private Path basedir;

    private EngineFactory.Run run(boolean selfTest) {
        Answers answers = new Answers(Optional.empty(), false, Optional.empty(), Answers.USUAL_ALGORITHM, event -> {});
        return new EngineFactory.Run(Settings.of(basedir), Optional.empty(), selfTest, answers, events::add);
    }

    private Optional<Solver> solver(String line) throws KeeperException {
        AllSolvers solvers = new AllSolvers(run(true), new SystemPrograms(), TimeSource.system());
        for (SolverFactory factory : solvers.factories(true, notice -> {})) {
            Optional<Solver> solver = factory.create(ChallengeLine.parse(line));
            if (solver.isPresent()) {
                return solver;
            }
        }
        return Optional.empty();
    }

    @Test
    void anEmptyStoreHasNothing() throws Exception {
        Engine engine = new RealEngines(TimeSource.system()).open(run(true));

        assertThat(engine.status(List.of())).isEmpty();
        assertThat(engine.plan(List.of())).isEqualTo(new Engine.Plan(List.of(), List.of()));
        assertThat(basedir).as("looking changes nothing").isEmptyDirectory();
    }

    @Test
    void everyKindOfChallengeHasASolver() throws Exception {
        for (String line : List.of(
                "http-01 listen=127.0.0.1:5002",
                "tls-alpn-01 listen=127.0.0.1:5001",
                "dns-01 manual",
                "dns-account-01 manual",
                "dns-persist-01")) {
            assertThat(solver(line).orElseThrow().challengeType()).isEqualTo(line.split(" ")[0]);
        }
        assertThat(solver("dns-01 carrier-pigeon")).isEmpty();
    }

    @Test
    void aProgramIsLookedForInTheHooks() {
        assertThatThrownBy(() -> solver("dns-01 program name=nsd"))
                .isInstanceOf(KeeperException.class)
                .hasMessageContaining(basedir.resolve("hooks/dns/nsd") + " is not there");
    }
}

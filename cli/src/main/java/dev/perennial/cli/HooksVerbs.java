package dev.perennial.cli;

import dev.perennial.keeper.Hooks.HookEvent;
import dev.perennial.keeper.KeeperException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hooks}. */
@Command(
        description = "Tries out the programs in hooks/.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HooksVerbs.Test.class)
final class HooksVerbs {
    /** {@code hooks test}. */
    @Command(
            name = "test",
            description = "Runs the hooks as they would be run, without getting a certificate.",
            sortOptions = false)
    static final class Test implements Verb {
        @Parameters(index = "0", paramLabel = "EVENT", description = "deployed, failed or expiring")
        String event = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "the certificate's name in the store")
        String name = "";

        @Override
        public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
            List<String> failed = session.engine("hooks test").testHooks(name, event());
            return new Result(
                    failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED,
                    failed.isEmpty() ? List.of(Text.of("the hooks ran")) : List.of(),
                    failed.stream().map(line -> new Complaint(line, "")).toList(),
                    Forms.members("failed", failed));
        }

        private HookEvent event() throws UsageException {
            for (HookEvent known : HookEvent.values()) {
                if (known.word().equals(event)) {
                    return known;
                }
            }
            String words =
                    Arrays.stream(HookEvent.values()).map(HookEvent::word).collect(Collectors.joining(", "));
            throw new UsageException("\"" + event + "\" is not an event of hooks: " + words, "");
        }
    }
}

package dev.perennial.cli;

import dev.perennial.keeper.Hooks.HookEvent;
import dev.perennial.keeper.KeeperException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code hooks}. */
final class HooksVerbs {
    private HooksVerbs() {}

    static Group group() {
        return new Group("Tries out the programs in hooks/.", List.of(Group.Child.of("test", Test::new)));
    }

    /** {@code hooks test}. */
    static final class Test implements Verb {
        String event = "";
        String name = "";

        @Override
        public String description() {
            return "Runs the hooks as they would be run, without getting a certificate.";
        }

        @Override
        public void declare(Syntax syntax) {
            syntax.argument("EVENT", "deployed, failed or expiring", value -> event = value);
            syntax.argument("NAME", "the certificate's name in the store", value -> name = value);
        }

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

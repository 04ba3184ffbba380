package dev.perennial.cli;

import java.util.List;
import java.util.Map;

/**
 * What a verb has to say at its end.
 *
 * @param lines for people, on standard output; may be made as they are printed
 * @param complaints for people, on standard error
 * @param members for programs: what {@code --json} prints beside {@code event} and {@code exit}
 */
record Result(ExitCode exit, Iterable<Text> lines, List<Complaint> complaints, Map<String, ?> members) {
    Result {
        complaints = List.copyOf(complaints);
    }

    static Result of(ExitCode exit, Iterable<Text> lines, Map<String, ?> members) {
        return new Result(exit, lines, List.of(), members);
    }

    static Result done(String line, Map<String, ?> members) {
        return of(ExitCode.DONE, List.of(Text.of(line)), members);
    }
}

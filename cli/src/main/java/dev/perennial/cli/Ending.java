package dev.perennial.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells how a run ended: to people on the two streams, to programs as the last JSON object. */
record Ending(Surroundings surroundings, CommonOptions options) {
    private static final String CA_FOR_TESTS = "dev/perennial/devca/";

    /** @return the number of the exit code */
    int show(Result result) {
        if (options.json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("event", "result");
            object.put("exit", result.exit().number());
            object.putAll(result.members());
            surroundings.out().json(object);
        } else if (!options.quiet) {
            result.lines().forEach(surroundings.out()::line);
        }
        result.complaints().forEach(complaint -> complaint.show(surroundings.err()));
        return result.exit().number();
    }

    int show(ExitCode exit, Complaint complaint) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("error", complaint.message());
        members.put("hint", complaint.hint());
        return show(new Result(exit, List.of(), List.of(complaint), members));
    }

    /** With {@code --verbose}, also where it comes from. */
    int show(ExitCode exit, Complaint complaint, Throwable cause) {
        int number = show(exit, complaint);
        if (options.verbose) {
            for (Throwable t = cause; t != null; t = t.getCause()) {
                surroundings.err().line(t.toString());
                for (StackTraceElement frame : t.getStackTrace()) {
                    surroundings.err().line("    at " + frame);
                }
            }
        }
        return number;
    }

    /** One line for a mistake of our own, or of whoever put the jars together. */
    static Complaint bug(Throwable mistake) {
        if (mistake instanceof NoClassDefFoundError
                && String.valueOf(mistake.getMessage()).startsWith(CA_FOR_TESTS)) {
            return new Complaint(
                    "the CA for tests is not on the class path",
                    "./perennial in the source tree puts it there; its jars are in cli/target/ca");
        }
        StackTraceElement[] frames = mistake.getStackTrace();
        String where = frames.length == 0 ? "" : " at " + frames[0];
        return new Complaint(
                "this is a bug in Perennial: " + mistake + where,
                "please report it with what the same command prints with --verbose");
    }
}

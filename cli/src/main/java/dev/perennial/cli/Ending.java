package dev.perennial.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells how a run ended: to people on the two streams, to programs as the last JSON object. */
record Ending(Surroundings surroundings, CommonOptions options) {
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

    /** One line for a mistake of our own. */
    static Complaint bug(Throwable mistake) {
        StackTraceElement[] frames = mistake.getStackTrace();
        String where = frames.length == 0 ? "" : " at " + frames[0];
        return new Complaint(
                "this is a bug in Perennial: " + mistake + where,
                "please report it with what the same command prints with --verbose");
    }
}

package dev.perennial.devca.wire;

import java.util.ArrayList;
import java.util.List;

/** A request ends with a problem document; thrown by whoever notices, answered in one place. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient List<Header> headers = new ArrayList<>();

    public Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Refusal(ErrorType type, String detail) {
        this(Problem.of(type, detail));
    }

    public static Refusal malformed(String detail) {
        return new Refusal(ErrorType.malformed, detail);
    }

    public static Refusal unauthorized(String detail) {
        return new Refusal(ErrorType.unauthorized, detail);
    }

    public static Refusal notFound(String what) {
        return new Refusal(Problem.of(ErrorType.malformed, what + " not found").withStatus(404));
    }

    public Problem problem() {
        return problem;
    }

    /** Adds a header to the answer. */
    public Refusal header(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    public Reply toReply() {
        Reply reply = Reply.problem(problem);
        headers.forEach(header -> reply.header(header.name(), header.value()));
        return reply;
    }
}

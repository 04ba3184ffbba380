package dev.perennial.cli;

import java.util.function.Supplier;

/**
 * The subcommands. Their models are built only when they are called: that is most of the time a short run takes.
 */
enum Subcommand {
    TRY("try", "see it work, with a CA of its own on this machine", TryVerb::new),
    NEW("new", "get a certificate for these names", NewVerb::new),
    RENEW("renew", "renew what is due", RenewVerb::new),
    RUN("run", "stay, and renew whatever becomes due", RunVerb::new),
    RESUME("resume", "let go of what holds a certificate back", ResumeVerb::new),
    PLAN("plan", "say what renew would do, and why", PlanVerb::new),
    STATUS("status", "show the certificates and how long they last", StatusVerb::new),
    REVOKE("revoke", "tell the CA that a certificate is void", RevokeVerb::new),
    RECOVER("recover", "find an account again, from its key or a backup", RecoverVerb::new),
    AUTHORIZE("authorize", "prove control of names, without a certificate", AuthorizeVerb::new),
    ACCOUNT("account", "show and change accounts at CAs", AccountVerbs::new),
    HOOKS("hooks", "try out the programs in hooks/", HooksVerbs::new),
    DEV_CA("dev-ca", "run the CA for tests, for any client", DevCaVerb::new);

    private final String word;
    private final String summary;
    private final Supplier<Object> model;

    Subcommand(String word, String summary, Supplier<Object> model) {
        this.word = word;
        this.summary = summary;
        this.model = model;
    }

    String word() {
        return word;
    }

    String summary() {
        return summary;
    }

    /** An object with picocli's annotations. */
    Object model() {
        return model.get();
    }
}

package dev.perennial.cli;

import java.util.Arrays;
import java.util.function.Supplier;

/** The subcommands. They are made only when they are called. */
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
    ACCOUNT("account", "show and change accounts at CAs", AccountVerbs::group),
    HOOKS("hooks", "try out the programs in hooks/", HooksVerbs::group),
    DEV_CA("dev-ca", "run the CA for tests, for any client", DevCaVerb::new);

    private static final Group ALL = new Group(
            "Keeps TLS certificates alive: gets them from any ACME certificate authority, and gets them again in time.",
            Arrays.stream(values())
                    .map(each -> new Group.Child(each.word, () -> each.summary, each.command))
                    .toList());

    private final String word;
    private final String summary;
    private final Supplier<? extends Command> command;

    Subcommand(String word, String summary, Supplier<? extends Command> command) {
        this.word = word;
        this.summary = summary;
        this.command = command;
    }

    String word() {
        return word;
    }

    String summary() {
        return summary;
    }

    /** The program itself, as the group of them all. */
    static Group all() {
        return ALL;
    }
}

package dev.perennial.cli;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import dev.perennial.cli.trial.Lab;
import dev.perennial.cli.trial.Page;
import dev.perennial.cli.trial.Visit;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.Settings;
import dev.perennial.keeper.Step;
import dev.perennial.keeper.Store;
import dev.perennial.keeper.Wish;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The scenes of {@code try}, told as they happen: a certificate, a page with it, two months, a renewal, the page again. */
final class Trial {
    private static final String EMAIL = "you@example.test";

    private final Session session;
    private final Lab lab;
    private final Wish wish;
    private final String name;
    private final Engine engine;
    private final Optional<Enter> enter;

    /** @param enter whom to wait for before and after the renewal */
    Trial(Session session, Lab lab, Set<Identifier> names, Optional<Enter> enter)
            throws KeeperException, UsageException {
        this.session = session;
        this.lab = lab;
        this.wish = wish(lab, names);
        this.name = Store.nameFor(wish.firstName());
        Settings usual = Settings.of(lab.basedir());
        Settings settings = new Settings(
                usual.basedir(),
                usual.grace(),
                Optional.empty(),
                usual.deadline(),
                usual.hookTimeout(),
                "try",
                usual.trigger(),
                usual.parallel());
        this.engine = session.engine(new RealEngines(lab.time()), settings, new TrialAnswers());
        this.enter = enter;
    }

    /** Names are proven in turn by http-01 and by tls-alpn-01. */
    private static Wish wish(Lab lab, Set<Identifier> names) throws UsageException {
        HeaderText header = new HeaderText();
        header.line("names", Names.join(names));
        header.line("account", EMAIL);
        header.line("ca", lab.directory().toString());
        header.line("ca-root", lab.root().toString());
        int number = 0;
        for (Identifier name : names) {
            String proof = number++ % 2 == 0
                    ? "http-01 listen=%s:" + lab.httpPort()
                    : "tls-alpn-01 listen=%s:" + lab.tlsPort();
            header.line("challenge", name.value() + " " + proof.formatted(listenAddress(name)));
        }
        return header.wish();
    }

    /** The CA finds names at 127.0.0.1, and addresses where they are. */
    private static String listenAddress(Identifier name) {
        return name instanceof IpAddress ? bracketed(name.value()) : "127.0.0.1";
    }

    private InetAddress pageAddress() {
        if (!(wish.firstName() instanceof IpAddress address)) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            return InetAddress.getByAddress(address.octets());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    Result run() throws KeeperException, IOException, InterruptedException {
        tellLab();
        Outcome first = engine.create(name, wish, false);
        if (!(first instanceof Outcome.Issued issued)) {
            return outcomes(first);
        }
        tellOutcome("issued", first);
        tellProofs();
        try (Page page = Page.open(pageAddress(), issued.certificate(), issued.key())) {
            tellPage(page);
            Visit before = visit(page);
            pause("Enter lets the time run to the renewal, Ctrl-C ends the trial");
            return renew(page, before);
        }
    }

    private Result renew(Page page, Visit before) throws KeeperException, IOException, InterruptedException {
        Outcome early = engine.renew(List.of(), false).getFirst();
        if (!(early instanceof Outcome.Unchanged unchanged) || unchanged.next().isEmpty()) {
            return outcomes(early);
        }
        tellOutcome("unchanged", early);
        wind(unchanged.next().get());
        for (Step step : engine.plan(List.of()).steps()) {
            session.tell(
                    "plan",
                    List.of(Text.of("plan: ")
                            .and(PlanVerb.line(step, step.name().length()))),
                    Forms.of(step));
        }
        Outcome second = engine.renew(List.of(), false).getFirst();
        if (!(second instanceof Outcome.Issued issued)) {
            return outcomes(second);
        }
        tellOutcome("renewed", second);
        page.show(issued.certificate(), issued.key());
        Visit after = visit(page);
        pause("Enter ends the trial");
        return renewed(before.leaf(), after.leaf());
    }

    private void wind(Instant next) {
        Instant before = lab.time().instant();
        lab.wind(next);
        Instant now = lab.time().instant();
        String passed = Times.span(Duration.between(before, now));
        session.tell(
                "time",
                List.of(Text.EMPTY.and(Tone.STRONG, passed + " pass").and(": it is " + Times.moment(now))),
                Forms.members("now", now));
    }

    private void pause(String what) throws InterruptedException {
        if (enter.isPresent()) {
            session.tell("waiting-for-enter", List.of(Text.of(what)), Forms.members());
            enter.get().await();
        }
    }

    private Visit visit(Page page) throws IOException {
        Visit visit = lab.visit(wish.firstName().value(), page);
        session.tell("visit", TrialText.of(visit, session.out().glyphs()), TrialText.members(visit));
        return visit;
    }

    private void tellLab() {
        Instant now = lab.time().instant();
        String back = Times.relative(session.now(), now);
        session.tell(
                "ca",
                List.of(
                        Text.of("a CA on this machine, for this trial only: " + lab.directory()),
                        Text.of("it is " + Times.date(now) + " there, " + back
                                + ", so that the renewal comes about today")),
                Forms.members(
                        "directory", lab.directory(), "root", lab.root(), "management", lab.management(), "now", now));
    }

    /** On a terminal the steps have gone by. */
    private void tellProofs() {
        List<String> proofs = wish.challenges().stream()
                .map(line -> line.pattern().orElse("") + " by " + line.type())
                .toList();
        session.tell(
                "proven",
                List.of(Text.of("  proven       " + String.join(", ", proofs))),
                Forms.members("proofs", proofs));
    }

    private void tellPage(Page page) {
        String host = bracketed(wish.firstName().value());
        String url = "https://" + host + ":" + page.port() + "/";
        String resolve =
                wish.firstName() instanceof IpAddress ? "" : "--resolve " + host + ":" + page.port() + ":127.0.0.1 ";
        String curl = "curl --cacert " + TrialText.quoted(lab.root().toString()) + " " + resolve + url;
        session.tell(
                "page",
                List.of(
                        Text.of("a page with it: " + url
                                + (enter.isPresent() ? "" : " (--open leaves you time to look)")),
                        Text.of("  " + curl)),
                Forms.members("url", url, "curl", curl));
    }

    private void tellOutcome(String event, Outcome outcome) {
        session.tell(event, outcomes(outcome).lines(), Forms.of(outcome));
    }

    private Result outcomes(Outcome outcome) {
        return new Outcomes(
                        List.of(outcome), lab.time().instant(), session.out().glyphs())
                .result();
    }

    private Result renewed(X509Certificate before, X509Certificate after) {
        boolean sameKey = before.getPublicKey().equals(after.getPublicKey());
        String serial = before.getSerialNumber().toString(16);
        String next = after.getSerialNumber().toString(16);
        return Result.done(
                "renewed: serial " + next + " in place of " + serial + (sameKey ? "" : ", with a new key"),
                Forms.members("name", name, "before", serial, "after", next, "keyChanged", !sameKey));
    }
}

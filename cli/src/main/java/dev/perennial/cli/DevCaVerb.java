package dev.perennial.cli;

import dev.perennial.acme.ExternalAccount;
import dev.perennial.acme.Identifier;
import dev.perennial.cli.trial.Scratch;
import dev.perennial.devca.DevCa;
import dev.perennial.devca.DevCaBuilder;
import dev.perennial.keeper.KeeperException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** {@code dev-ca}: the CA for tests, for any client. */
final class DevCaVerb implements Verb {
    private static final Endpoint USUAL = new Endpoint("127.0.0.1", 14_000);
    private static final FileAttribute<?> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

    String listen = USUAL.host() + ":" + USUAL.port();
    Optional<String> host = Optional.empty();

    int management;
    Optional<Path> root = Optional.empty();

    Optional<Path> state = Optional.empty();
    List<String> scenarios = new ArrayList<>();

    boolean listing;
    long seed = 1;

    DevCaRules rules = new DevCaRules();

    @Override
    public String description() {
        return "Runs a strict ACME server for tests until it is interrupted: it validates over the real network,"
                + " and lies on demand. A line for each request goes to standard error. With --eab-kid and"
                + " --eab-key-file it wants this external account.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.option(
                "--listen",
                "[HOST:]PORT",
                "where it listens; 127.0.0.1:14000 is the default, and port 0 takes a free one",
                value -> listen = value);
        syntax.option(
                "--host",
                "NAME",
                "the host in its URLs, and in its certificate; else localhost, or the address listened at",
                value -> host = Optional.of(value));
        syntax.option(
                "--management",
                "PORT",
                "loopback port for scenarios, time, DNS records and history; else a free one",
                value -> management = Syntax.integer(value));
        syntax.option(
                "--root",
                "FILE",
                "write the root certificates to this file; else to a" + " temporary one",
                value -> root = Optional.of(Path.of(value)));
        syntax.option(
                "--state",
                "DIR",
                "keep accounts, orders, certificates and the keys of the CA here; else they end with it",
                value -> state = Optional.of(Path.of(value)));
        syntax.options("--scenario", "NAME", "fail or lie in this way from the start; repeatable", scenarios::add);
        syntax.flag("--scenarios", "list the scenarios, and end", () -> listing = true);
        syntax.option(
                "--seed",
                "NUMBER",
                "decides what happens by chance; 1 is the default",
                value -> seed = Syntax.number(value));
        rules.declare(syntax);
    }

    private final AtomicLong requests = new AtomicLong();

    @Override
    public Result run(Session session) throws KeeperException, UsageException {
        if (listing) {
            return DevCaText.all();
        }
        Optional<ExternalAccount> customer = session.answers().binding();
        DevCaBuilder builder = builder(session, customer);
        try {
            return serve(session, builder, customer.map(ExternalAccount::kid));
        } catch (InterruptedException e) {
            return new Result(
                    ExitCode.INTERRUPTED,
                    List.of(Text.of("ended after " + Times.count(requests.get(), "request"))),
                    List.of(),
                    Forms.members("requests", requests.get()));
        } catch (IOException e) {
            String where = e instanceof FileSystemException file ? file.getFile() + ": " : "";
            throw new KeeperException(
                    "the CA cannot start: " + where + IoReason.of(e),
                    "--listen, --management, --state and --root name other places; port 0 takes a free one",
                    e);
        }
    }

    private DevCaBuilder builder(Session session, Optional<ExternalAccount> customer) throws UsageException {
        InetSocketAddress address = Endpoint.parse("--listen", listen, USUAL).resolve("--listen");
        DevCaRules.range("--management", management, 0, 65_535);
        DevCaBuilder builder = DevCa.builder()
                .listen(address.getAddress())
                .port(address.getPort())
                .host(host(address))
                .managementPort(management)
                .seed(seed)
                .watch(request -> {
                    requests.incrementAndGet();
                    session.note("request", DevCaText.line(request), request.toJson());
                });
        state.ifPresent(builder::state);
        rules.apply(builder, customer);
        for (String name : scenarios) {
            try {
                builder.scenario(name);
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        "--scenario: there is no scenario \"" + name + "\"", "perennial dev-ca --scenarios lists them");
            }
        }
        return builder;
    }

    private String host(InetSocketAddress address) throws UsageException {
        if (host.isPresent()) {
            try {
                return Identifier.parse(host.get()).value();
            } catch (IllegalArgumentException e) {
                throw new UsageException("--host: " + e.getMessage(), "");
            }
        }
        if (address.getAddress().isAnyLocalAddress()) {
            throw new UsageException(
                    "--listen " + listen + " listens at all addresses, and none of them can stand in URLs",
                    "give the name by which clients find this machine with --host");
        }
        return address.getAddress().isLoopbackAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
    }

    private Result serve(Session session, DevCaBuilder builder, Optional<String> customer)
            throws IOException, InterruptedException {
        if (root.isPresent()) {
            return serve(session, builder, customer, root.get().toAbsolutePath().normalize());
        }
        try (Scratch scratch = Scratch.temporary()) {
            session.sweep(scratch);
            return serve(session, builder, customer, scratch.path().resolve("root.pem"));
        }
    }

    private Result serve(Session session, DevCaBuilder builder, Optional<String> customer, Path file)
            throws IOException, InterruptedException {
        try (DevCa ca = builder.start()) {
            write(file, ca.rootPem());
            DevCaText text = new DevCaText(ca, file, rules, scenarios, customer);
            session.tell("listening", text.greeting(), text.members());
            new CountDownLatch(1).await();
        }
        throw new IllegalStateException("nobody ends it but a signal");
    }

    /** Others read it as soon as it is there, so it is there as a whole. */
    private static void write(Path file, String pem) throws IOException {
        Path directory = Objects.requireNonNull(file.getParent());
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        Path fresh = Files.createTempFile(directory, ".root-", ".pem", READABLE);
        try {
            Files.writeString(fresh, pem);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}

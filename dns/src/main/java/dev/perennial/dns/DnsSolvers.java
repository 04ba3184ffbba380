package dev.perennial.dns;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.Solver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Makes the solvers for dns-01, dns-account-01 and dns-persist-01. */
public final class DnsSolvers {
    private static final int DNS_PORT = 53;
    private static final Duration LOCATING = Duration.ofSeconds(30);
    private static final Duration MACHINE = Duration.ofMinutes(2);
    private static final Duration PERSON = Duration.ofHours(1);
    private static final Duration TTL = Duration.ofSeconds(60);

    private final DnsSettings settings;
    private final Exchange exchange;
    private final Delegation delegation;
    private final Propagation propagation;
    private final Map<Path, Semaphore> turns = new ConcurrentHashMap<>();

    public DnsSolvers(DnsSettings settings) {
        this(settings, DNS_PORT, Exchange.USUAL);
    }

    /** @param port of all authoritative servers */
    DnsSolvers(DnsSettings settings, int port, Exchange exchange) {
        this.settings = settings;
        this.exchange = exchange;
        this.delegation = new Delegation(settings.lookup(), new Zones(settings.lookup(), port), exchange, LOCATING);
        this.propagation =
                new Propagation(new TxtQuestion(exchange), Route::exists, settings.time(), settings.people());
    }

    /**
     * Makes a solver. All methods know {@code timeout=} (how long all servers may take to show the record) and {@code
     * check=authoritative|resolver|none} (who has to show it).
     *
     * @param type the challenge type
     * @param method {@code rfc2136}, {@code program}, {@code manual}; absent for dns-persist-01
     * @return empty when the type is none of DNS, or nothing is known by that method's name
     * @throws IllegalArgumentException with one line fit for people when an option is missing, unknown or wrong
     */
    public Optional<Solver> create(String type, Optional<String> method, Map<String, String> options) {
        Options given = new Options(method.map(name -> type + " " + name).orElse(type), options);
        return switch (type) {
            case Challenge.DNS_01, Challenge.DNS_ACCOUNT_01 ->
                method.flatMap(name -> switch (name) {
                    case "rfc2136" -> Optional.of(rfc2136(type, given));
                    case "program" -> Optional.of(program(type, given));
                    case "manual" -> Optional.of(manual(type, given));
                    default -> Optional.empty();
                });
            case Challenge.DNS_PERSIST_01 -> method.isPresent() ? Optional.empty() : Optional.of(persist(given));
            default -> Optional.empty();
        };
    }

    private Solver rfc2136(String type, Options options) {
        options.only(known("server", "key", "zone", "ttl"));
        TxtChanger changer = new Rfc2136Changer(
                HostAndPort.parse(options.required("server", "192.0.2.53")),
                options.text("key").map(key -> keyFile(key, options)),
                options.text("zone").map(zone -> zone(zone, options)),
                options.duration("ttl", TTL),
                exchange,
                settings.time());
        return solver(type, changer, options, MACHINE);
    }

    private Solver program(String type, Options options) {
        options.only(known("name"));
        String name = options.required("name", "my-dns");
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")) {
            throw options.wrong("name", name, "only the name of a file in " + settings.programsDirectory());
        }
        Path program = settings.programsDirectory().resolve(name);
        TrustedProgram.require(program);
        Duration timeout = options.duration("timeout", MACHINE);
        Semaphore turn = turns.computeIfAbsent(program, path -> new Semaphore(1, true));
        return solver(type, new ProgramChanger(program, settings.programs(), timeout, turn), options, MACHINE);
    }

    private Solver manual(String type, Options options) {
        options.only(known());
        return solver(type, new ManualChanger(settings.people()), options, PERSON);
    }

    private Solver persist(Options options) {
        options.only(known());
        return new PersistSolver(
                delegation, propagation, options.check(), options.duration("timeout", Duration.ZERO), settings.time());
    }

    private Solver solver(String type, TxtChanger changer, Options options, Duration timeout) {
        return new TxtSolver(
                type,
                changer,
                delegation,
                propagation,
                options.check(),
                options.duration("timeout", timeout),
                settings.people());
    }

    private TsigKeyFile keyFile(String text, Options options) {
        Path file = Path.of(text);
        if (!file.isAbsolute()) {
            throw options.wrong("key", text, "write the whole path, since renewals run elsewhere");
        }
        TsigKeyFile key = TsigKeyFile.read(file);
        if (permissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            // Not an error: a certificate must not lapse because somebody changed a mode.
            settings.people().tell("everybody on this machine can read the key file " + file + ": chmod o-r " + file);
        }
        return key;
    }

    private static Name zone(String text, Options options) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw options.wrong("zone", text, "not a DNS name");
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (IOException | UnsupportedOperationException noSuchThingHere) {
            return Set.of();
        }
    }

    private static Set<String> known(String... names) {
        Set<String> known = new HashSet<>(Set.of(names));
        known.add("timeout");
        known.add("check");
        return known;
    }
}

package dev.perennial.devca.acme;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.Profile;
import dev.perennial.devca.wire.Addresses;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which identifiers an order may have: what every CA wants, and on demand what public CAs want besides. */
final class NameRules {
    private static final int LONGEST_NAME = 253;
    private static final int MOST_LABELS = 10;
    private static final Set<String> NOT_PUBLIC =
            Set.of("localhost", "local", "internal", "invalid", "onion", "arpa", "home", "lan");

    private final Policy policy;

    NameRules(Policy policy) {
        this.policy = policy;
    }

    /** The identifiers, without repetitions.
     * @throws Refusal with one subproblem for each identifier that is refused */
    List<Identifier> read(Members json, Profile profile) {
        List<Members> wanted = json.objects("identifiers").orElse(List.of());
        if (wanted.isEmpty()) {
            throw Refusal.malformed("an order needs identifiers");
        }
        Set<Identifier> identifiers = new LinkedHashSet<>();
        for (Members one : wanted) {
            identifiers.add(new Identifier(one.requiredString("type"), one.requiredString("value")));
        }
        if (identifiers.size() > profile.maxNames()) {
            throw Refusal.malformed("more than " + profile.maxNames() + " identifiers");
        }
        check(identifiers, profile);
        return List.copyOf(identifiers);
    }

    private void check(Set<Identifier> identifiers, Profile profile) {
        Problem problem = Problem.of(ErrorType.rejectedIdentifier, "some identifiers are refused");
        for (Identifier identifier : identifiers) {
            if (!Set.of("dns", "ip").contains(identifier.type())) {
                throw new Refusal(ErrorType.unsupportedIdentifier, "only dns and ip identifiers are supported");
            }
            Optional<String> objection = objection(identifier, identifiers, profile);
            if (objection.isPresent()) {
                problem = problem.with(new Problem.Sub(ErrorType.rejectedIdentifier, objection.get(), identifier));
            }
        }
        if (!problem.subproblems().isEmpty()) {
            throw new Refusal(problem);
        }
    }

    private Optional<String> objection(Identifier identifier, Set<Identifier> all, Profile profile) {
        if (!profile.types().contains(identifier.type())) {
            return Optional.of("the profile " + profile.name() + " has no identifiers of this type");
        }
        if (!identifier.isDns()) {
            return address(identifier.value());
        }
        Optional<String> shape = shape(identifier.base().value());
        return shape.isPresent() || !policy.publicNames() ? shape : publicly(identifier, all);
    }

    private Optional<String> address(String text) {
        Optional<InetAddress> address = Addresses.parse(text);
        if (address.isEmpty() || !Addresses.canonical(address.get()).equals(text)) {
            return Optional.of("not an IP address in its canonical form");
        }
        InetAddress ip = address.get();
        boolean known = !ip.isLoopbackAddress() && !ip.isSiteLocalAddress() && !ip.isLinkLocalAddress();
        return known || !policy.publicNames() ? Optional.empty() : Optional.of("not a public address");
    }

    private static Optional<String> shape(String name) {
        if (name.length() > LONGEST_NAME || name.isEmpty()) {
            return Optional.of("longer than " + LONGEST_NAME + " characters, or empty");
        }
        if (Addresses.parse(name).isPresent()) {
            return Optional.of("an IP address is no DNS name");
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (last.matches("[0-9]+")) {
            return Optional.of("the last label is a number");
        }
        for (String label : name.split("\\.", -1)) {
            if (!label.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                return Optional.of("labels hold 1 to 63 lower-case letters, digits and inner hyphens");
            }
            if (label.startsWith("--", 2) && !label.startsWith("xn--")) {
                return Optional.of("hyphens in third and fourth place are for A-labels");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> publicly(Identifier identifier, Set<Identifier> all) {
        String[] labels = identifier.base().value().split("\\.", -1);
        if (labels.length < 2 || labels.length > MOST_LABELS) {
            return Optional.of("a public name has 2 to " + MOST_LABELS + " labels");
        }
        if (NOT_PUBLIC.contains(labels[labels.length - 1])) {
            return Optional.of("the last label is no public domain");
        }
        String parent = identifier.value().substring(identifier.value().indexOf('.') + 1);
        return !identifier.isWildcard() && all.contains(Identifier.dns("*." + parent))
                ? Optional.of("a wildcard in the same order covers it")
                : Optional.empty();
    }
}

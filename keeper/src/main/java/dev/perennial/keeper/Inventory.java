package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is in the two directories. Each is listed once; a certificate is opened when it has a key beside it, or may be a
 * wish; of its blocks only the first is looked at. Keys are not opened at all.
 */
final class Inventory {
    private final Disk disk;
    private final Path basedir;
    private final CaDirectory authorities;

    Inventory(Disk disk, Path basedir, CaDirectory authorities) {
        this.disk = disk;
        this.basedir = basedir;
        this.authorities = authorities;
    }

    List<Entry> all() throws KeeperException {
        Set<String> keys = names(PairFiles.keys(basedir), PairFiles.KEY);
        Set<String> chains = names(PairFiles.certs(basedir), PairFiles.PEM);
        List<String> emails = keys.stream().filter(name -> name.contains("@")).toList();
        Set<String> names = new TreeSet<>(keys);
        names.addAll(chains);
        names.removeIf(name -> !FileNames.isPairName(name));
        return List.copyOf(names).parallelStream()
                .map(name -> read(name, chains.contains(name), keys.contains(name), emails))
                .toList();
    }

    Optional<Entry> one(String name) throws KeeperException {
        if (!FileNames.isPairName(name)) {
            return Optional.empty();
        }
        PairFiles files = new PairFiles(disk, basedir, name);
        boolean chain = exists(files.certificate());
        boolean key = exists(files.key());
        if (!chain && !key) {
            return Optional.empty();
        }
        return Optional.of(read(name, chain, key, new Accounts(disk, basedir).emails()));
    }

    private boolean exists(Path file) throws KeeperException {
        try {
            return disk.kind(file).isPresent();
        } catch (IOException e) {
            throw DiskFailure.of("look at", file, e);
        }
    }

    private Set<String> names(Path directory, String ending) throws KeeperException {
        try {
            return disk.list(directory).stream()
                    .map(path -> Objects.requireNonNull(path.getFileName()).toString())
                    .filter(file -> file.endsWith(ending))
                    .map(file -> file.substring(0, file.length() - ending.length()))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw DiskFailure.of("list", directory, e);
        }
    }

    private Entry read(String name, boolean hasChain, boolean hasKey, List<String> emails) {
        PairFiles files = new PairFiles(disk, basedir, name);
        Path file = files.certificate();
        if (!hasChain) {
            return new Entry.Foreign(name, "a key alone: there is no " + file);
        }
        try {
            Optional<Disk.Kind> kind = disk.kind(file);
            if (!kind.equals(Optional.of(Disk.Kind.FILE))) {
                return new Entry.Foreign(name, file + (isLink(kind) ? " is a symbolic link" : " is not a plain file"));
            }
            return read(files, new PemFile(disk.read(file, PemFile.LIMIT)), hasKey, emails);
        } catch (IOException e) {
            return new Entry.Broken(name, "cannot read " + file + ": " + DiskFailure.reason(e), DiskFailure.hint(e));
        } catch (KeeperException e) {
            return new Entry.Broken(name, file + ", " + e.getMessage(), e.hint());
        } catch (PemException e) {
            KeeperException damaged = PairFiles.damaged(file, e);
            return new Entry.Broken(name, String.valueOf(damaged.getMessage()), damaged.hint());
        }
    }

    private static boolean isLink(Optional<Disk.Kind> kind) {
        return kind.equals(Optional.of(Disk.Kind.LINK));
    }

    private Entry read(PairFiles files, PemFile content, boolean hasKey, List<String> emails)
            throws KeeperException, PemException {
        Optional<Wish> wish = Header.parse(content.preamble());
        if (wish.isPresent()) {
            Wish complete = wish.get().account().isEmpty() ? wish.get().withAccount(onlyAccount(emails)) : wish.get();
            Optional<CertificateFacts> leaf = content.leaf();
            return new Entry.Kept(files.name, complete, false, leaf, hasKey, flaw(files, content, leaf));
        }
        if (!hasKey) {
            return new Entry.Foreign(
                    files.name, "a certificate alone: there is no " + files.key() + " and no names: line in the file");
        }
        CertificateFacts certificate =
                content.leaf().orElseThrow(() -> new PemException("neither a certificate nor a names: line"));
        return bare(files.name, certificate, emails, flaw(files, content, Optional.of(certificate)));
    }

    private Optional<String> flaw(PairFiles files, PemFile content, Optional<CertificateFacts> leaf) {
        return leaf.flatMap(certificate -> {
            boolean publicTrust = authorities
                    .byIssuer(certificate)
                    .filter(CertificateAuthority::publicTrust)
                    .isPresent();
            return new ChainFlaw(content, certificate, publicTrust).find(() -> before(files));
        });
    }

    /** The chain before serves as a witness; one that cannot be read is none. */
    private static Optional<PemFile> before(PairFiles files) {
        try {
            return files.read(files.oldCertificate());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What says nothing of itself renews by what the certificate says. */
    private Entry bare(String name, CertificateFacts certificate, List<String> emails, Optional<String> flaw)
            throws KeeperException {
        Optional<CertificateAuthority> authority = authorities.byIssuer(certificate);
        if (authority.isEmpty()) {
            String issuer = Words.printable(certificate.issuer());
            return new Entry.Foreign(name, "its issuer is no ACME CA we know: " + issuer);
        }
        Optional<KeyType> key = SubjectKey.type(certificate);
        if (key.isEmpty() || certificate.identifiers().isEmpty()) {
            return new Entry.Foreign(
                    name, key.isEmpty() ? "its key is of a kind we do not make" : "its certificate names no host");
        }
        Wish wish = new Wish(
                certificate.identifiers(),
                certificate.emails().stream()
                        .filter(FileNames::isEmail)
                        .findFirst()
                        .orElse(""),
                authority.get().key(),
                List.of(ChallengeLine.DEFAULT),
                key.get(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                List.of());
        Wish complete = wish.account().isEmpty() ? wish.withAccount(onlyAccount(emails)) : wish;
        return new Entry.Kept(name, complete, true, Optional.of(certificate), true, flaw);
    }

    private static String onlyAccount(List<String> emails) throws KeeperException {
        if (emails.size() == 1) {
            return emails.get(0);
        }
        throw new KeeperException(
                "no account: line, and " + (emails.isEmpty() ? "no" : "more than one") + " account key in private/",
                "write a line such as account: you@example.com before the certificate");
    }
}

package dev.perennial.devca.state;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.Identifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/** All state of the server, with the few indices the protocol needs. */
public final class Store implements AutoCloseable {
    private static final int AUTHORIZATIONS_PER_ORDER = 2;
    private static final int MOST_CERTIFICATES_PER_NAME = 16;

    private final Table<Account> accounts;
    private final Table<Order> orders;
    private final Table<Authorization> authorizations;
    private final Table<IssuedCertificate> certificates;
    private final Table<Secret> secrets;
    private final ConcurrentMap<Holding, String> validAuthorizations = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> accountsByKey = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Queue<String>> ordersByAccount = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Queue<String>> certificatesByName = new ConcurrentHashMap<>();
    private final Journal journal;

    /** What a valid authorization is for. */
    private record Holding(String account, Identifier identifier, boolean wildcard) {
        static Holding of(Authorization authorization) {
            return new Holding(authorization.account(), authorization.identifier(), authorization.wildcard());
        }
    }

    private Store(Journal journal, int keep) {
        this.journal = journal;
        this.accounts = new Table<>("account", Integer.MAX_VALUE, row -> write("accounts", row), row -> {});
        this.orders = new Table<>("order", keep, row -> write("orders", row), this::forget);
        this.authorizations = new Table<>(
                "authorization",
                Math.multiplyExact(AUTHORIZATIONS_PER_ORDER, keep),
                row -> write("authorizations", row),
                this::forget);
        this.certificates = new Table<>("certificate", keep, row -> write("certificates", row), this::forget);
        this.secrets = new Table<>("secret", Integer.MAX_VALUE, row -> write("secrets", row), row -> {});
    }

    /** Everything ends with the process.
     * @param keep how many orders and how many certificates are kept, the newest; of authorizations twice as many */
    public static Store inMemory(int keep) {
        return new Store(Journal.none(), keep);
    }

    /** Keeps the state in a directory, and goes on with what is there.
     * @throws IOException if the disk fails, the state is broken, or another process has it */
    public static Store in(Path directory, int keep) throws IOException {
        Journal journal = Journal.open(directory);
        try {
            Store store = new Store(journal, keep);
            journal.replay(store::restore);
            return store;
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Waits until everything that can be seen by now is on disk. */
    public void force() {
        journal.force();
    }

    public Table<Account> accounts() {
        return accounts;
    }

    public Table<Order> orders() {
        return orders;
    }

    public Table<Authorization> authorizations() {
        return authorizations;
    }

    public Table<IssuedCertificate> certificates() {
        return certificates;
    }

    public Table<Secret> secrets() {
        return secrets;
    }

    /** The account with this key, by the SHA-256 of its SubjectPublicKeyInfo. */
    public Optional<Account> accountByKey(String keyHash) {
        return Optional.ofNullable(accountsByKey.get(keyHash)).flatMap(accounts::find);
    }

    /** Adds the account, unless another one has its key: then that one is the answer. */
    public Optional<Account> addAccount(Account account) {
        String winner = accountsByKey.computeIfAbsent(account.key().spkiHash(), key -> {
            accounts.add(account);
            return account.id();
        });
        return winner.equals(account.id()) ? Optional.empty() : accounts.find(winner);
    }

    /** Reserves a key for an account; false if another account has it. */
    public boolean claimKey(String keyHash, String account) {
        return accountsByKey.putIfAbsent(keyHash, account) == null;
    }

    public void releaseKey(String keyHash) {
        accountsByKey.remove(keyHash);
    }

    /** Remembers that something happened once, such as the use of a binding. */
    public void mark(String what) {
        secrets.add(new Secret("mark-" + what, "1"));
    }

    public boolean isMarked(String what) {
        return secrets.find("mark-" + what).isPresent();
    }

    public void addOrder(Order order) {
        orders.add(order);
        index(order);
    }

    /** The orders of an account, oldest first. */
    public List<String> ordersOf(String account) {
        return List.copyOf(ordersByAccount.getOrDefault(account, new ConcurrentLinkedQueue<>()));
    }

    /** Remembers an authorization that has become valid, for reuse and for revocation. */
    public void nowValid(Authorization authorization) {
        validAuthorizations.put(Holding.of(authorization), authorization.id());
    }

    /** The account's authorization for an identifier that became valid last; it may have ended since. */
    public Optional<Authorization> lastValid(String account, Identifier identifier) {
        Holding holding = new Holding(account, identifier.base(), identifier.isWildcard());
        return Optional.ofNullable(validAuthorizations.get(holding)).flatMap(authorizations::find);
    }

    public void addCertificate(IssuedCertificate certificate) {
        certificates.add(certificate);
        index(certificate);
    }

    /** The newest certificates for this very identifier, oldest first. */
    public List<IssuedCertificate> certificatesFor(String name) {
        return certificatesByName.getOrDefault(name, new ConcurrentLinkedQueue<>()).stream()
                .flatMap(id -> certificates.find(id).stream())
                .sorted(Comparator.comparing(IssuedCertificate::notBefore))
                .toList();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private void index(Order order) {
        ordersByAccount
                .computeIfAbsent(order.account(), key -> new ConcurrentLinkedQueue<>())
                .add(order.id());
    }

    private void index(IssuedCertificate certificate) {
        certificate.identifiers().forEach(identifier -> {
            Queue<String> ids =
                    certificatesByName.computeIfAbsent(identifier.value(), key -> new ConcurrentLinkedQueue<>());
            ids.add(certificate.id());
            if (ids.size() > MOST_CERTIFICATES_PER_NAME) {
                ids.poll();
            }
        });
    }

    private void forget(Order order) {
        journal.forget("orders", order.id());
        ordersByAccount
                .getOrDefault(order.account(), new ConcurrentLinkedQueue<>())
                .remove(order.id());
    }

    private void forget(Authorization authorization) {
        journal.forget("authorizations", authorization.id());
        validAuthorizations.remove(Holding.of(authorization), authorization.id());
    }

    private void forget(IssuedCertificate certificate) {
        journal.forget("certificates", certificate.id());
        certificate
                .identifiers()
                .forEach(identifier -> certificatesByName.computeIfPresent(
                        identifier.value(), (name, ids) -> ids.remove(certificate.id()) && ids.isEmpty() ? null : ids));
    }

    private void write(String table, Stored row) {
        journal.write(table, row.id(), row.toRecord());
    }

    private void restore(String table, Members record) {
        switch (table) {
            case "accounts" -> {
                Account account = Account.fromRecord(record);
                accounts.restore(account);
                accountsByKey.put(account.key().spkiHash(), account.id());
            }
            case "orders" -> {
                Order order = Order.fromRecord(record);
                orders.restore(order);
                index(order);
            }
            case "authorizations" -> {
                Authorization authorization = Authorization.fromRecord(record);
                authorizations.restore(authorization);
                if (authorization.stored() == Authorization.Status.valid) {
                    nowValid(authorization);
                }
            }
            case "certificates" -> {
                IssuedCertificate certificate = IssuedCertificate.fromRecord(record);
                certificates.restore(certificate);
                index(certificate);
            }
            case "secrets" -> secrets.restore(Secret.fromRecord(record));
            default -> throw new IllegalStateException("the journal knows a table this version does not: " + table);
        }
    }
}

package dev.perennial.dns;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.DnsName;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.acme.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Proves by a record that a person has put in place for good (dns-persist-01): looks for it, and never writes it. */
record PersistSolver(Delegation delegation, Propagation propagation, Check check, Duration timeout, TimeSource time)
        implements Solver {
    @Override
    public String name() {
        return challengeType();
    }

    @Override
    public String challengeType() {
        return Challenge.DNS_PERSIST_01;
    }

    @Override
    public Proof present(ProofRequest request) throws SolverException {
        String account = request.accountUrl().toString();
        Optional<URI> wanted = request.challenge().accountUri();
        if (wanted.isPresent() && !wanted.get().toString().equals(account)) {
            throw new SolverException(
                    "the CA looks for the account "
                            + Texts.printable(wanted.get().toString()) + ", ours is " + account,
                    "use another type of challenge");
        }
        List<String> issuers = request.challenge().issuerDomainNames();
        if (issuers.isEmpty() || !PersistRecord.canCarry(account)) {
            throw new SolverException(
                    "the CA's dns-persist-01 challenge cannot be met by any record", "use another type of challenge");
        }
        boolean wildcard = request.identifier() instanceof DnsName name && name.wildcard();
        return new PersistProof(request.recordName(), issuers, account, wildcard);
    }

    private final class PersistProof implements Proof {
        private final String recordName;
        private final List<String> issuers;
        private final String account;
        private final boolean wildcard;

        PersistProof(String recordName, List<String> issuers, String account, boolean wildcard) {
            this.recordName = recordName;
            this.issuers = issuers;
            this.account = account;
            this.wildcard = wildcard;
        }

        @Override
        public void await() throws SolverException, InterruptedException {
            if (check == Check.NONE) {
                return;
            }
            Place place = delegation.locate(recordName, check);
            try {
                propagation.await(place, this::proven, timeout);
            } catch (SolverException e) {
                TxtValue wanted = new TxtValue(
                        place.name(),
                        place.zone(),
                        new PersistRecord(issuers.getFirst(), account, wildcard, Optional.empty()).toString());
                throw new SolverException(
                        String.valueOf(e.getMessage()), "create this record once and for all: " + wanted, e);
            }
        }

        private boolean proven(List<String> values) {
            return values.stream()
                    .map(PersistRecord::parse)
                    .flatMap(Optional::stream)
                    .anyMatch(record ->
                            issuers.stream().anyMatch(i -> record.proves(i, account, wildcard, time.instant())));
        }

        @Override
        public void close() {
            // The record is there to stay.
        }
    }
}

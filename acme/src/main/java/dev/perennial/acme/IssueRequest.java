package dev.perennial.acme;

import dev.perennial.acme.crypto.CertificateRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@link Issuer} is to obtain.
 *
 * @param order what to order
 * @param csr for exactly the order's identifiers
 * @param solvers for each identifier the solvers that may prove it, best first; tried in turn until one puts its proof in
 *     place and sees it
 * @param resume an order placed before, to go on with when it is still of use
 * @param preferredChain common name of the issuer of the topmost certificate wanted; when no chain has it, the default
 *     chain is taken
 * @param deadline for the CA's work: until the proofs are put in place, and anew from when all of them are seen. Putting
 *     them in place and waiting for them has the solvers' own limits
 */
public record IssueRequest(
        NewOrder order,
        CertificateRequest csr,
        Function<Identifier, List<Solver>> solvers,
        Optional<URI> resume,
        Optional<String> preferredChain,
        Duration deadline) {}

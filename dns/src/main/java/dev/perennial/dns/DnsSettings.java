package dev.perennial.dns;

import dev.perennial.acme.TimeSource;
import java.nio.file.Path;

/**
 * What the solvers need from outside.
 *
 * @param lookup the resolver to ask
 * @param programsDirectory where the programs of {@code program name=NAME} lie
 */
public record DnsSettings(Lookup lookup, Path programsDirectory, Programs programs, People people, TimeSource time) {}

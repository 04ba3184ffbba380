package dev.perennial.devca.front;

import dev.perennial.devca.acme.Renewals;
import dev.perennial.devca.acme.Terms;
import dev.perennial.devca.dns.Resolver;
import dev.perennial.devca.fault.FaultLayer;
import dev.perennial.devca.issue.Authority;
import dev.perennial.devca.time.VirtualClock;

/** What the management listener can see and turn. */
public record Controls(
        FaultLayer faults,
        History history,
        VirtualClock clock,
        Renewals renewals,
        Terms terms,
        Authority authority,
        Resolver resolver) {}

package dev.perennial.keeper;

import dev.perennial.acme.TimeSource;
import java.util.random.RandomGenerator;

/**
 * Everything outside the engine that it can touch. Production passes the real things, a simulation passes its own.
 *
 * @param random for jitter and for the instant inside a renewal window; keys use the platform's secure generator
 */
public record World(
        TimeSource time, RandomGenerator random, Disk disk, ProgramRunner programs, CaConnector authorities) {}

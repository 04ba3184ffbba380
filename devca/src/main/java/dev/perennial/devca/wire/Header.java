package dev.perennial.devca.wire;

/** One header line. */
public record Header(String name, String value) {}

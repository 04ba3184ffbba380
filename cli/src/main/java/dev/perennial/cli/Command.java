package dev.perennial.cli;

/** What a word of the command line calls: something to do, or a group of further words. */
sealed interface Command permits Group, Verb {
    /** What it is for, in sentences. */
    String description();
}

/** A laboratory in one process: a CA of its own, time that can be wound forward, a page to look at. No terminal. */
@org.jspecify.annotations.NullMarked
package dev.perennial.cli.trial;

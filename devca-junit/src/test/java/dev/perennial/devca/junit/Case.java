package dev.perennial.devca.junit;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Tag;

/** A class of tests that a test runs, by {@link Runs}; the build leaves it out. */
@Tag("case")
@Retention(RetentionPolicy.RUNTIME)
@interface Case {}

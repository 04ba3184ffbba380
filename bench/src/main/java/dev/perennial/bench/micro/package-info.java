/** Benchmarks of what a process does very often, once it is warm; {@code bench/jmh} runs them. */
@NullMarked
package dev.perennial.bench.micro;

import org.jspecify.annotations.NullMarked;

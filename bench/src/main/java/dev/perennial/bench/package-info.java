/** Measures whole processes: Perennial and other clients in turn, against the same server, in the same run. */
@NullMarked
package dev.perennial.bench;

import org.jspecify.annotations.NullMarked;

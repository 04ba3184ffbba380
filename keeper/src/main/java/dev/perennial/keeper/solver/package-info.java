/** Solvers for http-01 (webroot and listener) and tls-alpn-01 (listener). */
@NullMarked
package dev.perennial.keeper.solver;

import org.jspecify.annotations.NullMarked;

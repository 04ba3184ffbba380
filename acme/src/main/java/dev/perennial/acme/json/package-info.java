/** JSON as this product reads and writes it: bounded and strict on the way in, plain on the way out. */
@NullMarked
package dev.perennial.acme.json;

import org.jspecify.annotations.NullMarked;

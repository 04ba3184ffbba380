/** Load: the least that many clients at once can do, for tests of steadiness and for {@code bench/load}. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.load;

/** Strict JSON. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.json;

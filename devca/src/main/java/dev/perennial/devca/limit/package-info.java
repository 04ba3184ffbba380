/** Rate limits as token buckets. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.limit;

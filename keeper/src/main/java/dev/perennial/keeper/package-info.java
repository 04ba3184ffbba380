/**
 * The life of a certificate on one machine. Two files are the truth: a chain in {@code certs/} whose text before the
 * first {@code BEGIN} is the {@link dev.perennial.keeper.Wish}, and its key in {@code private/}. {@link
 * dev.perennial.keeper.Store} reads and changes them, {@link dev.perennial.keeper.Planner} decides what is due, {@link
 * dev.perennial.keeper.Keeper} carries it out. Clock, disk, processes and the CA come in through {@link
 * dev.perennial.keeper.World}.
 */
@NullMarked
package dev.perennial.keeper;

import org.jspecify.annotations.NullMarked;

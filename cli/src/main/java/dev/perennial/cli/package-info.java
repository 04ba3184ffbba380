/** The command: arguments, prompts, progress, tables, JSON, exit codes. */
@NullMarked
package dev.perennial.cli;

import org.jspecify.annotations.NullMarked;

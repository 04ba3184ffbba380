package dev.perennial.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What stands before the name of a subcommand. */
@Command(
        name = "perennial",
        description = "Keeps TLS certificates alive: gets them from any ACME certificate authority, and gets them again"
                + " in time.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false)
final class Root {
    @Mixin
    final CommonOptions common = new CommonOptions();

    @Option(names = "--version", description = "show the version")
    boolean version;
}

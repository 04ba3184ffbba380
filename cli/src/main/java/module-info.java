/** The command. */
@org.jspecify.annotations.NullMarked
module dev.perennial.cli {
    requires dev.perennial.keeper;
    requires dev.perennial.dns;
    requires static dev.perennial.devca;
    requires jdk.httpserver;
    requires static org.jspecify;
}

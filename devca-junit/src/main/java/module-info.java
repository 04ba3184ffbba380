/** {@link dev.perennial.devca.DevCa} in JUnit tests, by annotation. */
@org.jspecify.annotations.NullMarked
module dev.perennial.devca.junit {
    requires transitive dev.perennial.devca;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.perennial.devca.junit;

    // JUnit makes the extension, which nobody else needs to see.
    opens dev.perennial.devca.junit to
            org.junit.platform.commons;
}

/** How to change and to observe DNS for the DNS challenges. */
@org.jspecify.annotations.NullMarked
module dev.perennial.dns {
    requires transitive dev.perennial.acme;
    requires org.dnsjava;
    requires static org.jspecify;

    exports dev.perennial.dns;
}

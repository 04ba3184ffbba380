/** The life of a certificate on one machine: wish, store, plan, order, hooks. */
@org.jspecify.annotations.NullMarked
module dev.perennial.keeper {
    requires transitive dev.perennial.acme;
    requires static org.jspecify;

    exports dev.perennial.keeper;
    exports dev.perennial.keeper.solver;
}

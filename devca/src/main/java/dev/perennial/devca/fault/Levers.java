package dev.perennial.devca.fault;

/** What a scenario can turn besides answers. */
public interface Levers {
    /** Puts new terms of service in force. */
    void changeTerms();

    /** Shows another certificate to those who connect. */
    void showTls(TlsFace face);

    /** Makes this many views of the network blind, so that validation fails there. */
    void blindViews(int count);

    /** Attacks the client's solver before each validation, or stops doing so. */
    void attackSolvers(boolean on);
}

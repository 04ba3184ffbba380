package dev.perennial.cli;

import dev.perennial.acme.ExternalAccount;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Questions;
import java.net.URI;

/** Nobody is asked in a trial: the terms are those of our own CA. */
record TrialAnswers() implements Questions {
    @Override
    public boolean agreeToTerms(String ca, URI terms) {
        return true;
    }

    @Override
    public ExternalAccount externalAccount(String ca) throws KeeperException {
        throw new KeeperException("the CA of the trial wants an external account", "");
    }
}

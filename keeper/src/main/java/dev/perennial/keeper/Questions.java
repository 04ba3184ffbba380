package dev.perennial.keeper;

import dev.perennial.acme.ExternalAccount;
import java.net.URI;

/** What only a person can answer. Whoever cannot ask throws a {@link KeeperException} that names the option. */
public interface Questions {
    /** Whether the person agrees to the terms of service of a CA. */
    boolean agreeToTerms(String ca, URI terms) throws KeeperException;

    /** The external account binding that the CA wants. */
    ExternalAccount externalAccount(String ca) throws KeeperException;
}

package dev.perennial.keeper;

import dev.perennial.acme.ExternalAccount;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Asks a person one question at a time, and not again in this run what has been answered. */
final class OneQuestion implements Questions {
    private final Questions person;
    private final ReentrantLock turn = new ReentrantLock();
    /** By CA and page. Guarded by the turn. */
    private final Map<String, Boolean> agreed = new HashMap<>();

    OneQuestion(Questions person) {
        this.person = person;
    }

    @Override
    public boolean agreeToTerms(String authority, URI terms) throws KeeperException {
        String question = authority + " " + terms;
        turn.lock();
        try {
            Boolean answer = agreed.get(question);
            if (answer == null) {
                answer = person.agreeToTerms(authority, terms);
                agreed.put(question, answer);
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public ExternalAccount externalAccount(String authority) throws KeeperException {
        turn.lock();
        try {
            return person.externalAccount(authority);
        } finally {
            turn.unlock();
        }
    }
}

package dev.perennial.acme;

import java.util.Optional;

/** What is common to all states of an order. */
final class Orders {
    private Orders() {}

    /** Why an order is invalid, as far as the server says. */
    static AcmeException.Refused invalid(Order order, String what) {
        Problem problem = order.error()
                .orElse(Problem.of(ErrorType.of("about:blank"), 0, "the order became invalid, and no reason given"));
        return new AcmeException.Refused(what, problem, order.retryAt(), Optional.empty());
    }

    /** The order as it is now, which must still be for the same names. */
    static Order reread(AcmeSession session, Order order) throws AcmeException, InterruptedException {
        Order now = session.order(order.url());
        if (!now.identifiers().equals(order.identifiers())) {
            throw new AcmeException.Broken("order: its names have changed");
        }
        return now;
    }
}

package dev.perennial.e2e;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.HttpTransport;
import dev.perennial.acme.TimeSource;
import dev.perennial.acme.Transport;
import dev.perennial.devca.DevCa;
import dev.perennial.devca.time.VirtualClock;
import dev.perennial.keeper.CaConnector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real way to a CA, but that waiting for an answer which never comes takes its time in virtual time only, and that the
 * CA's server, which stamps each answer with the machine's time, is heard to tell the virtual one.
 */
record HastyConnector(DevCa ca, VirtualClock clock, TimeSource time, Duration patience) implements CaConnector {
    @Override
    public AcmeClient open(URI directory, Optional<Path> caRoot) {
        return new AcmeClient(
                directory,
                new Hasty(new HttpTransport("perennial-test", ca.rootCertificates()), clock, patience),
                time);
    }

    private record Hasty(Transport transport, VirtualClock clock, Duration patience) implements Transport {
        @Override
        public Response exchange(Request request) throws AcmeException, InterruptedException {
            if (request.deadline().compareTo(patience) <= 0) {
                return dated(transport.exchange(request));
            }
            try {
                return dated(transport.exchange(new Request(
                        request.method(),
                        request.url(),
                        request.body(),
                        request.accept(),
                        request.maxBytes(),
                        patience)));
            } catch (AcmeException.Unreachable e) {
                clock.advance(request.deadline());
                throw e;
            }
        }

        private Response dated(Response response) {
            Map<String, List<String>> headers = new HashMap<>(response.headers());
            headers.put(
                    "date",
                    List.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            clock.instant().atOffset(ZoneOffset.UTC))));
            return new Response(response.status(), headers, response.body());
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}

package dev.perennial.devca.front;

import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.RecordedRequest;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Request;
import dev.perennial.devca.wire.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The last {@value #MOST} requests, fewer when they are large: what is kept has a bound in characters, too. */
public final class History {
    private static final int MOST = 2000;
    private static final int MOST_CHARACTERS = 8 << 20;
    private static final int LONGEST = 2048;

    private final Clock clock;
    private final Consumer<RecordedRequest> watcher;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long count;
    private long characters;

    /** @param watcher told of each request, too */
    public History(Clock clock, Consumer<RecordedRequest> watcher) {
        this.clock = clock;
        this.watcher = watcher;
    }

    void add(Request request, Reply reply) {
        String header = part(request, "protected");
        String payload = part(request, "payload");
        Optional<Resource> resource = Resource.find(request.path()).map(Resource.Match::resource);
        RecordedRequest recorded;
        lock.lock();
        try {
            recorded = new RecordedRequest(
                    ++count,
                    clock.instant(),
                    request.method(),
                    cut(request.target()),
                    resource,
                    cut(request.header("user-agent").orElse("")),
                    header,
                    payload,
                    reply.status(),
                    problem(reply));
            requests.add(recorded);
            characters += recorded.length();
            while (requests.size() > MOST || characters > MOST_CHARACTERS) {
                characters -= requests.removeFirst().length();
            }
        } finally {
            lock.unlock();
        }
        watcher.accept(recorded);
    }

    /** Oldest first. */
    public List<RecordedRequest> all() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    public void clear() {
        lock.lock();
        try {
            requests.clear();
            characters = 0;
        } finally {
            lock.unlock();
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String part(Request request, String name) {
        try {
            Members jws = Json.parse(request.body());
            return new String(Base64Url.decode(jws.requiredString(name)), StandardCharsets.UTF_8);
        } catch (MalformedJson e) {
            return "";
        }
    }

    private static Optional<String> problem(Reply reply) {
        if (!reply.header("Content-Type")
                .filter("application/problem+json"::equals)
                .isPresent()) {
            return Optional.empty();
        }
        try {
            return Json.parse(reply.body()).string("type");
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }
}

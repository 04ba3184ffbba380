package dev.perennial.devca;

import dev.perennial.devca.dns.Resolver;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.fault.Scenarios;
import dev.perennial.devca.limit.RateLimits;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.time.VirtualClock;
import dev.perennial.devca.wire.RecordedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link DevCa} is to be; every setting has a default that suits a test on one machine. */
public final class DevCaBuilder {
    Policy policy = Policy.builder().build();
    RateLimits limits = RateLimits.none();
    VirtualClock clock = VirtualClock.real();
    Resolver resolver = Zone.loopback();
    long seed = 1;
    Consumer<RecordedRequest> watcher = request -> {};
    int port;
    int managementPort;
    String host = "localhost";
    InetAddress listen = InetAddress.getLoopbackAddress();

    @Nullable
    Path state;

    final List<Scenario> scenarios = new ArrayList<>();

    DevCaBuilder() {}

    public DevCaBuilder policy(Policy what) {
        policy = what;
        return this;
    }

    public DevCaBuilder rateLimits(RateLimits what) {
        limits = what;
        return this;
    }

    /** The time of the server; the default is the real time, which can be advanced. */
    public DevCaBuilder clock(VirtualClock what) {
        clock = what;
        return this;
    }

    /** The DNS that validation sees; by default every name is this machine. */
    public DevCaBuilder resolver(Resolver what) {
        resolver = what;
        return this;
    }

    /** Seeds all that happens by chance, except what nobody must guess. */
    public DevCaBuilder seed(long what) {
        seed = what;
        return this;
    }

    /** Is told of every request when its answer is known; called from several threads, and the answer waits for it. */
    public DevCaBuilder watch(Consumer<RecordedRequest> what) {
        watcher = what;
        return this;
    }

    /** The port of the ACME listener; 0, the default, takes a free one. */
    public DevCaBuilder port(int what) {
        port = what;
        return this;
    }

    /** The port of the management listener; 0, the default, takes a free one. */
    public DevCaBuilder managementPort(int what) {
        managementPort = what;
        return this;
    }

    /** The name in the URLs of the server; {@code localhost} by default. */
    public DevCaBuilder host(String what) {
        host = what;
        return this;
    }

    /** The address to listen at; loopback, unless the embedder means it. */
    public DevCaBuilder listen(InetAddress what) {
        listen = what;
        return this;
    }

    /** Keeps accounts, orders, certificates and the keys of the CA in a directory; by default they end with the server. */
    public DevCaBuilder state(Path directory) {
        state = directory;
        return this;
    }

    /** Starts with this scenario on; several can be.
     * @throws IllegalArgumentException if there is none of this name */
    public DevCaBuilder scenario(String name) {
        return scenario(Scenarios.require(name));
    }

    public DevCaBuilder scenario(Scenario what) {
        scenarios.add(what);
        return this;
    }

    /** Starts the server; it runs until it is closed.
     * @throws IOException if a port cannot be had, which the message then names, or the state cannot be read */
    public DevCa start() throws IOException {
        return DevCa.start(this);
    }
}

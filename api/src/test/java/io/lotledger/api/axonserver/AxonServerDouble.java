package io.lotledger.api.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.lotledger.api.LotledgerServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Axon Server as far as Lotledger uses it, on a port of 127.0.0.1, with its events in memory: the platform service and the
 * event store of one context. There is no service for commands or queries: whoever sends one gets {@code UNIMPLEMENTED}.
 */
public final class AxonServerDouble implements AutoCloseable {
    private static @Nullable LotledgerServer sharedServer;

    private final Settings settings;
    private final int port = freePort();
    private final ExecutorService executor = Executors.newFixedThreadPool(4, work -> {
        Thread thread = new Thread(work, "axon-server-double");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean losesConfirmation = new AtomicBoolean();
    private final StoredEvents events;
    private final EventStoreDouble store;
    private final AccessRules access;
    private @Nullable Server server;

    /**
     * @param context the one context that there is
     * @param token what each call must carry, {@code null} where none is asked for
     * @param certificate of TLS, PEM, with its key; {@code null} without TLS
     * @param recent how many events back a new aggregate is looked for when an event is appended
     */
    record Settings(
            String context,
            @Nullable String token,
            @Nullable File certificate,
            @Nullable File key,
            int recent) {
        static final Settings DEFAULT = new Settings("default", null, null, null, 1_000);
    }

    private AxonServerDouble(Settings settings) {
        this.settings = settings;
        events = new StoredEvents(settings.recent());
        store = new EventStoreDouble(events, executor, this::losesThisConfirmation);
        access = new AccessRules(settings.token(), settings.context());
    }

    /** A server of this JVM that keeps its log in one of these; both stop when the JVM ends. */
    public static synchronized LotledgerServer sharedServer() {
        if (sharedServer == null) {
            AxonServerDouble log = start();
            Path data = LotledgerServer.newDataDirectory();
            LotledgerServer started = LotledgerServer.start(data, log.serverSettings());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                log.close();
                LotledgerServer.delete(data);
            }));
            sharedServer = started;
        }
        return sharedServer;
    }

    public static AxonServerDouble start() {
        return start(Settings.DEFAULT);
    }

    static AxonServerDouble start(Settings settings) {
        AxonServerDouble started = new AxonServerDouble(settings);
        started.begin();
        return started;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens again, with the events it had. */
    public synchronized void begin() {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .permitKeepAliveTime(1, TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .intercept(access)
                .addService(new PlatformDouble(port))
                .addService(store);
        if (settings.certificate() != null) builder.useTransportSecurity(settings.certificate(), settings.key());
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks every connection and takes no new one, until {@link #begin}. */
    public synchronized void stop() {
        Server running = server;
        server = null;
        if (running == null) return;
        try {
            if (!running.shutdownNow().awaitTermination(10, TimeUnit.SECONDS))
                throw new IllegalStateException("the server does not stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Breaks every connection, and takes new ones at once. */
    public synchronized void breakConnections() {
        stop();
        begin();
    }

    /** Stores the next transaction, and breaks every connection before the client hears of it. */
    public void loseNextConfirmation() {
        losesConfirmation.set(true);
    }

    private boolean losesThisConfirmation() {
        if (!losesConfirmation.compareAndSet(true, false)) return false;
        Thread breaking = new Thread(this::breakConnections, "axon-server-double-breaks");
        breaking.setDaemon(true);
        breaking.start();
        return true;
    }

    int port() {
        return port;
    }

    /** The name of the host with its port. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** With which a Lotledger keeps its log here. */
    public List<String> serverSettings() {
        List<String> all = new ArrayList<>(List.of(
                "spring.profiles.active=axonserver",
                "axon.axonserver.servers=" + address(),
                "axon.axonserver.reconnect-interval=500",
                "axon.axonserver.connect-timeout=2000"));
        if (!settings.context().equals("default")) all.add("axon.axonserver.context=" + settings.context());
        if (settings.token() != null) all.add("axon.axonserver.token=" + settings.token());
        if (settings.certificate() != null) {
            all.add("axon.axonserver.ssl-enabled=true");
            all.add("axon.axonserver.cert-file=" + settings.certificate());
        }
        return all;
    }

    public List<Event> events() {
        return events.all();
    }

    long calls() {
        return access.calls();
    }

    int largestTransaction() {
        return store.largestTransaction();
    }

    @Override
    public void close() {
        stop();
        executor.shutdownNow();
    }
}

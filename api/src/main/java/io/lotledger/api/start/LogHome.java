package io.lotledger.api.start;

import io.lotledger.ingest.eventlog.LogUnavailableException;
import io.lotledger.ingest.eventlog.axonserver.AxonServerLog;
import java.util.concurrent.TimeUnit;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses to start when the tables of the database were filled from another log than the configured one. Positions in PostgreSQL
 * and in Axon Server are not comparable, and the tables would silently continue at the wrong place.
 */
@Component
final class LogHome implements SmartInitializingSingleton {
    private static final int TRIES = 20;
    private static final int PAUSE_MILLIS = 500;

    private final JdbcClient jdbc;
    private final ObjectProvider<AxonServerLog> axonServer;
    private final ObjectProvider<AxonServerConfiguration> settings;

    LogHome(
            JdbcClient jdbc,
            ObjectProvider<AxonServerLog> axonServer,
            ObjectProvider<AxonServerConfiguration> settings) {
        this.jdbc = jdbc;
        this.axonServer = axonServer;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        AxonServerLog log = axonServer.getIfAvailable();
        if (log == null) checkPostgresql();
        else checkAxonServer(log, settings.getObject());
    }

    private void checkPostgresql() {
        if (isAny("domain_event") || !isAny("token_entry_axonserver")) return;
        throw new CannotStartException(
                "The log of this database is in Axon Server, but the server was started with the log in PostgreSQL.",
                "Start it with --spring.profiles.active=axonserver, or with a database (or data directory) of its own. Positions"
                        + " of one log mean nothing in the other, so they cannot share one.");
    }

    private void checkAxonServer(AxonServerLog log, AxonServerConfiguration configured) {
        if (isAny("domain_event")) {
            throw new CannotStartException(
                    "This database holds a log of its own, but the profile 'axonserver' selects the log in Axon Server.",
                    "Start without the profile, or with a database (or data directory) of its own for the log in Axon Server."
                            + " Positions of one log mean nothing in the other, so they cannot share one.");
        }
        long head = headOf(log, configured);
        long reached = jdbc.sql("""
                        select greatest((select max(position) from projection_position),
                                        (select max(position) from axonserver_stream_position), 0)
                        """).query(Long.class).single();
        if (reached <= head) return;
        throw new CannotStartException(
                "The tables of this database hold the log up to position " + reached + ", but the log in context '"
                        + configured.getContext() + "' of Axon Server at " + configured.getServers() + " ends at "
                        + head + ".",
                "Check axon.axonserver.servers and axon.axonserver.context: they name another log, or a server that has lost"
                        + " events. A new log needs a database of its own.");
    }

    private static long headOf(AxonServerLog log, AxonServerConfiguration configured) {
        for (int tries = 1; ; tries++) {
            try {
                return log.head();
            } catch (LogUnavailableException e) {
                if (tries == TRIES) {
                    throw new CannotStartException(
                            "Axon Server at " + configured.getServers()
                                    + " gives no access to the event store of context '" + configured.getContext()
                                    + "'. " + e.getMessage(),
                            "Check that it runs, and axon.axonserver.servers (host:port of gRPC, default port 8124),"
                                    + " .context, .token, .ssl-enabled and .cert-file.",
                            e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Axon Server", e);
        }
    }

    private boolean isAny(String table) {
        return jdbc.sql("select exists (select from " + table + ")")
                .query(Boolean.class)
                .single();
    }
}

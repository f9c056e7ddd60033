package io.lotledger.api.outage;

import io.lotledger.api.clock.DatabaseClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Asks PostgreSQL every two seconds whether it answers, over a connection of its own. When it is silent there and over a new
 * connection too, all connections of the pool are ended: a request that waits for an answer then gets 503, and background work
 * retries. A database that is stopped, or cut off by the network, would otherwise hold them for hours. A long statement is no
 * silence. What it asks for is the time, for {@link DatabaseClock}.
 */
final class DatabaseWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(2);

    private final DataSource own;
    private final IntSupplier abort;
    private final Runnable revive;
    private final DatabaseClock clock;
    private volatile @Nullable Thread thread;
    private boolean isRefused; // it answers, but not as asked: no silence

    /**
     * @param own opens connections whose reads end after a time
     * @param abort ends the pool's connections and returns how many they were
     * @param revive starts the database if it is ours to start
     */
    DatabaseWatch(DataSource own, IntSupplier abort, Runnable revive, DatabaseClock clock) {
        this.own = own;
        this.abort = abort;
        this.revive = revive;
        this.clock = clock;
    }

    @Override
    public void start() {
        Thread watch = new Thread(this::watch, "database-watch");
        watch.setDaemon(true);
        thread = watch;
        watch.start();
    }

    @Override
    public void stop() {
        Thread watch = thread;
        thread = null;
        if (watch != null) LockSupport.unpark(watch);
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Stops last, so that requests of a graceful stop do not wait for a silent database. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void watch() {
        @Nullable Connection connection = null;
        boolean isAway = false;
        while (thread == Thread.currentThread()) {
            try {
                connection = answering(connection);
                if (connection == null) connection = answering(null);
                boolean wasAway = isAway;
                isAway = connection == null && !isRefused;
                if (isAway) cutOff(wasAway);
                else if (wasAway) LOG.info("PostgreSQL answers again");
            } catch (RuntimeException | Error e) {
                LOG.warn("the watch of the database failed and goes on", e);
            }
            LockSupport.parkNanos(PAUSE);
        }
        close(connection);
    }

    private void cutOff(boolean wasAway) {
        int ended = abort.getAsInt();
        if (!wasAway || ended > 0)
            LOG.warn("PostgreSQL does not answer: {} connections are closed, requests get 503", ended);
        revive.run();
    }

    /** A connection that has just answered: the given one, or a new one if there is none; otherwise {@code null}. */
    private @Nullable Connection answering(@Nullable Connection known) {
        @Nullable Connection connection = known;
        isRefused = false;
        try {
            if (connection == null) connection = own.getConnection();
            askTheTime(connection);
            return connection;
        } catch (SQLException e) {
            LOG.debug("PostgreSQL does not answer: {}", e.getMessage());
            isRefused = isAnswer(e.getSQLState());
            close(connection);
            return null;
        } catch (RuntimeException e) { // a repair after the clock was set back; nobody would close a new connection
            close(connection);
            throw e;
        }
    }

    private void askTheTime(Connection connection) throws SQLException {
        long asked = System.nanoTime();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select clock_timestamp()")) {
            answer.next();
            OffsetDateTime time = answer.getObject(1, OffsetDateTime.class);
            clock.compare(time.toInstant(), Duration.ofNanos(System.nanoTime() - asked));
        }
    }

    /** Such as too many connections or a wrong password. Classes 08 and 57P0 are a broken connection and a stop. */
    private static boolean isAnswer(@Nullable String sqlState) {
        return sqlState != null && !sqlState.startsWith("08") && !sqlState.startsWith("57P0");
    }

    private static void close(@Nullable Connection connection) {
        if (connection == null) return;
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone
        }
    }
}

package io.lotledger.api.start;

import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the server, and starts it again if its embedded PostgreSQL ends meanwhile: {@code DatabaseWatch} watches only a server
 * that has started.
 */
public final class PersistentStart extends SpringApplication {
    private static final Logger LOG = LoggerFactory.getLogger(PersistentStart.class);

    private static final int ATTEMPTS = 5;

    /** The class of SQLSTATE for connections. */
    private static final String NO_CONNECTION = "08";

    /** Ended by an administrator, ended after a crash of another process, and not up again yet. */
    private static final Set<String> SHUT_DOWN = Set.of("57P01", "57P02", "57P03");

    private final int left;

    private PersistentStart(Class<?> application, int left) {
        super(application);
        this.left = left;
    }

    /** @throws RuntimeException that failed the start, once it is reported; of a PostgreSQL that ended, the fifth */
    public static void start(Class<?> application, String... args) {
        for (int left = ATTEMPTS - 1; left >= 0; left--) {
            try {
                new PersistentStart(application, left).run(args);
                return;
            } catch (PostgresEnded e) {
                // said by the reporter
            }
        }
    }

    @Override
    protected void refresh(ConfigurableApplicationContext context) {
        try {
            super.refresh(context);
        } catch (RuntimeException e) {
            String url = context.getEnvironment().getProperty("spring.datasource.url", "embedded");
            throw left > 0 && url.equals("embedded") && isPostgresGone(e) ? new PostgresEnded(left, e) : e;
        }
    }

    static boolean isPostgresGone(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause())
            if (one instanceof SQLException refused && isGone(String.valueOf(refused.getSQLState()))) return true;
        return false;
    }

    private static boolean isGone(String state) {
        return state.startsWith(NO_CONNECTION) || SHUT_DOWN.contains(state);
    }

    /** The start failed, and is tried again. */
    private static final class PostgresEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int left;

        PostgresEnded(int left, RuntimeException cause) {
            super(cause);
            this.left = left;
        }
    }

    /** Says so in one line, where Spring would report a failed start. */
    static final class Reporter implements SpringBootExceptionReporter {

        /** @param context as Spring gives it to each reporter */
        Reporter(ConfigurableApplicationContext context) {}

        @Override
        public boolean reportException(Throwable failure) {
            if (!(failure instanceof PostgresEnded ended)) return false;
            LOG.warn(
                    "The embedded PostgreSQL ended while the server started. The server starts again, {} more {} at most;"
                            + " postgresql.log in lotledger.data-dir says why PostgreSQL ended",
                    ended.left,
                    ended.left == 1 ? "time" : "times");
            return true;
        }
    }
}

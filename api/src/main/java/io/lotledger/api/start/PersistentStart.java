package io.lotledger.api.start;

import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Starts the server, and starts it again if its embedded PostgreSQL ends meanwhile: {@code DatabaseWatch} watches only a server
 * that has started.
 */
public final class PersistentStart {
    private static final Logger LOG = LoggerFactory.getLogger(PersistentStart.class);

    /** A property of the environment; not a setting, which would begin with {@code lotledger}. */
    static final String ATTEMPTS_LEFT = "start.attempts-left";

    private static final int ATTEMPTS = 5;

    private PersistentStart() {}

    /** @throws RuntimeException that failed the start, once it is reported; of a PostgreSQL that ended, the fifth */
    public static void start(Class<?> application, String... args) {
        for (int left = ATTEMPTS - 1; ; left--) {
            AtomicReference<@Nullable Environment> environment = new AtomicReference<>();
            SpringApplication server = new SpringApplication(application);
            server.setDefaultProperties(Map.of(ATTEMPTS_LEFT, left));
            server.addInitializers(context -> environment.set(context.getEnvironment()));
            try {
                server.run(args);
                return;
            } catch (RuntimeException e) {
                if (!isTriedAgain(environment.get(), e)) throw e;
            }
        }
    }

    static boolean isTriedAgain(@Nullable Environment environment, Throwable failure) {
        return environment != null
                && environment.getProperty(ATTEMPTS_LEFT, Integer.class, 0) > 0
                && isEmbedded(environment)
                && DatabaseOutage.isBehind(failure);
    }

    static boolean isEmbedded(Environment environment) {
        return environment.getProperty("spring.datasource.url", "embedded").equals("embedded");
    }

    /** Says so in one line, where Spring would report a failed start. */
    static final class Reporter implements SpringBootExceptionReporter {
        private final @Nullable ConfigurableApplicationContext context;

        /** @param context {@code null} if the start failed before there was one */
        Reporter(@Nullable ConfigurableApplicationContext context) {
            this.context = context;
        }

        @Override
        public boolean reportException(Throwable failure) {
            if (context == null || !isTriedAgain(context.getEnvironment(), failure)) return false;
            int left = context.getEnvironment().getRequiredProperty(ATTEMPTS_LEFT, Integer.class);
            LOG.warn(
                    "The embedded PostgreSQL ended while the server started. The server starts again, {} more {} at most;"
                            + " postgresql.log in lotledger.data-dir says why PostgreSQL ended",
                    left,
                    left == 1 ? "time" : "times");
            return true;
        }
    }
}

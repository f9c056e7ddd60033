package io.lotledger.api.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clock of all components, in UTC. Tests replace it, or the machine's beneath it. */
@Configuration(proxyBeanMethods = false)
class ClockWiring {

    /** Compared before anything is written, and by the database's watch from then on. */
    @Bean
    DatabaseClock clock(DataSource database, ObjectProvider<MachineClock> machine) {
        InstantSource source = machine.getIfAvailable(() -> Clock.systemUTC()::instant);
        DatabaseClock clock = new DatabaseClock(source, System::nanoTime);
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("select 1").query(Integer.class).single(); // the pool is open: the next answer takes no connection
        long asked = System.nanoTime();
        Instant answered = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        clock.compare(answered, Duration.ofNanos(System.nanoTime() - asked));
        GenericEventMessage.clock = clock; // Axon's claims and messages have no other way to a clock
        AbstractTokenEntry.clock = clock;
        return clock;
    }

    @Bean
    FarFutureTimes farFutureTimes(JdbcClient jdbc, DatabaseClock clock) {
        FarFutureTimes times = new FarFutureTimes(jdbc);
        clock.onSetBack(times::repair);
        return times;
    }
}

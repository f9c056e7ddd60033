package io.lotledger.api.wiring;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import io.lotledger.ingest.eventlog.axonserver.AxonServerLog;
import io.lotledger.ingest.eventlog.axonserver.AxonServerLogReader;
import io.lotledger.projections.index.IndexedDocuments;
import java.time.Duration;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The event log in Axon Server. Commands and queries stay on the node that sends them. The settings are Axon's own, {@code
 * axon.axonserver.*}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
class AxonServerWiring {
    /** The default of Axon Server and its connector. */
    private static final int DEFAULT_MESSAGE_BYTES = 4 << 20;

    @Bean
    AxonServerLog axonServerLog(AxonServerConnectionManager connections, AxonServerConfiguration settings) {
        int mostBytes = settings.getMaxMessageSize() > 0 ? settings.getMaxMessageSize() : DEFAULT_MESSAGE_BYTES;
        return new AxonServerLog(
                () -> connections.getConnection(settings.getContext()).eventChannel(),
                Duration.ofMillis(settings.getCommitTimeout()),
                mostBytes,
                settings.isForceReadFromLeader());
    }

    @Bean
    EventLog eventLogInAxonServer(
            AxonServerLog log,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon,
            JdbcClient jdbc) {
        return log.open(serializer, axon.upcasterChain(), jdbc);
    }

    @Bean
    AxonServerLogReader axonServerLogReader(
            AxonServerLog log,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon) {
        return new AxonServerLogReader(log, serializer, axon.upcasterChain());
    }

    /** Axon Server has no look-up of many positions at once, so the event index keeps the documents. */
    @Bean
    LoggedDocuments indexedDocuments(JdbcClient jdbc) {
        return new IndexedDocuments(jdbc);
    }

    @Bean
    CommandBus commandBus(org.axonframework.config.Configuration axon) {
        LocalCommandBus commands = new LocalCommandBus();
        commands.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return commands;
    }

    @Bean
    QueryBus queryBus() {
        return SimpleQueryBus.builder().build();
    }
}

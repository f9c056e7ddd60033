package io.lotledger.api.wiring;

import io.lotledger.api.operations.ProcessorClaims;
import io.lotledger.api.operations.ProcessorFailures;
import io.lotledger.ingest.eventlog.postgresql.LogTables;
import io.lotledger.ingest.eventlog.postgresql.SingleWriterEventStorage;
import io.lotledger.ingest.eventlog.postgresql.UniqueViolations;
import io.lotledger.ingest.eventlog.postgresql.WakingEventStore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Axon on PostgreSQL, bean by bean. Axon's auto-configuration expects Spring Boot 3: under Spring Boot 4 it creates no event
 * store, and silently keeps tokens and sagas in memory.
 */
@Configuration(proxyBeanMethods = false)
class EventLogWiring {

    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactionManager) {
        return new SpringTransactionManager(transactionManager);
    }

    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new UniqueViolations();
    }

    @Bean
    TokenStore tokenStore(
            ConnectionProvider connections,
            Serializer serializer,
            @Value("${axon.axonserver.enabled}") boolean axonServer) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .schema(LogTables.tokens(axonServer))
                .serializer(serializer)
                .claimTimeout(ProcessorClaims.TIMEOUT)
                .nodeId(ProcessorClaims.NODE)
                .build();
    }

    @Bean
    SagaStore<Object> sagaStore(ConnectionProvider connections, Serializer serializer) {
        return JdbcSagaStore.builder()
                .connectionProvider(connections)
                .sqlSchema(LogTables.sagas())
                .serializer(serializer)
                .build();
    }

    /** Every processor is pooled, and stops at an error until a retry succeeds. No event is skipped. */
    @Bean
    ConfigurerModule pooledProcessors(ProcessorFailures failures) {
        return configurer -> configurer
                .eventProcessing()
                .usingPooledStreamingEventProcessors()
                .registerPooledStreamingEventProcessorConfiguration(
                        (configuration, processor) -> processor.batchSize(500).initialSegmentCount(4))
                .registerPooledStreamingEventProcessorConfiguration(
                        "export-jobs",
                        (configuration, processor) -> processor
                                .batchSize(500)
                                .initialSegmentCount(1) // one segment keeps the list in the order of the log
                                // Jackson 3 cannot read back Axon's default, a ReplayToken
                                .initialToken(log -> log.createTailToken()))
                .registerDefaultListenerInvocationErrorHandler(configuration -> (exception, event, handler) -> {
                    throw exception;
                })
                .registerDefaultErrorHandler(configuration -> failures);
    }

    /** The event log in PostgreSQL. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false", matchIfMissing = true)
    static class InPostgresql {

        @Bean
        EventStorageEngine eventStorageEngine(
                Serializer serializer,
                @Qualifier("eventSerializer") Serializer eventSerializer,
                PersistenceExceptionResolver exceptions,
                ConnectionProvider connections,
                TransactionManager transactions,
                org.axonframework.config.Configuration axon) {
            return new SingleWriterEventStorage(
                    JdbcEventStorageEngine.builder()
                            .snapshotSerializer(serializer)
                            .eventSerializer(eventSerializer)
                            .upcasterChain(axon.upcasterChain())
                            .snapshotFilter(axon.snapshotFilter())
                            .persistenceExceptionResolver(exceptions)
                            .connectionProvider(connections)
                            .transactionManager(transactions)
                            .batchSize(500),
                    LogTables.events());
        }

        /**
         * A commit on this node wakes the readers at once; the fetch delay applies to commits of other nodes. A reader that lags
         * further than the cache reads the table itself.
         */
        @Bean
        EventStore eventStore(EventStorageEngine storage, org.axonframework.config.Configuration axon) {
            return new WakingEventStore(EmbeddedEventStore.builder()
                    .storageEngine(storage)
                    .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                    .spanFactory(axon.getComponent(EventBusSpanFactory.class))
                    .timeUnit(TimeUnit.MILLISECONDS)
                    .fetchDelay(50)
                    .cleanupDelay(10_000)
                    .cachedEvents(2_000));
        }
    }
}

package io.lotledger.api.wiring;

import io.lotledger.ingest.eventlog.postgresql.SingleWriterEventStorage;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Refuses to start on one of Axon's silent fallbacks, which would lose data at the next restart. */
@Component
final class WiringCheck implements SmartInitializingSingleton {
    private final boolean axonServer;
    private final TransactionManager transactions;
    private final EventStore events;
    private final CommandBus commands;
    private final ObjectProvider<EventStorageEngine> storage;
    private final EventProcessingConfiguration processing;

    WiringCheck(
            @Value("${axon.axonserver.enabled}") boolean axonServer,
            TransactionManager transactions,
            EventStore events,
            CommandBus commands,
            ObjectProvider<EventStorageEngine> storage,
            EventProcessingConfiguration processing) {
        this.axonServer = axonServer;
        this.transactions = transactions;
        this.events = events;
        this.commands = commands;
        this.storage = storage;
        this.processing = processing;
    }

    @Override
    public void afterSingletonsInstantiated() {
        require("transaction manager", SpringTransactionManager.class, transactions);
        if (axonServer) {
            require("event store", AxonServerEventStore.class, events);
            require("command bus", LocalCommandBus.class, commands);
        } else {
            require("event store", EmbeddedEventStore.class, events);
            require("event storage", SingleWriterEventStorage.class, storage.getIfAvailable());
        }
        TokenStore tokens = processing.tokenStore("any");
        require("token store", JdbcTokenStore.class, tokens);
        SagaStore<?> sagas = processing.sagaStore();
        require("saga store", JdbcSagaStore.class, sagas);
    }

    private static void require(String part, Class<?> meant, @Nullable Object found) {
        if (!meant.isInstance(found)) {
            throw new IllegalStateException("the " + part + " is " + found + ", not a " + meant.getSimpleName());
        }
    }
}

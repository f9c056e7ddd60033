package io.lotledger.api.subscriptions;

import io.lotledger.projections.query.named.NamedQueryListener;
import io.lotledger.projections.subscription.Subscriptions;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Disconnects those who are subscribed to a query that is deleted. */
final class QuerySubscribers implements NamedQueryListener {
    private final Subscriptions subscriptions;
    private final WebhookDeliveries deliveries;
    private final ScheduledRuns runs;
    private final QuerySockets sockets;

    QuerySubscribers(
            Subscriptions subscriptions, WebhookDeliveries deliveries, ScheduledRuns runs, QuerySockets sockets) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.runs = runs;
        this.sockets = sockets;
    }

    /**
     * Runs after the query's row is gone: a subscription that is being made at the same time is removed too, or finds no
     * query. Deliveries under way are broken off at the commit.
     */
    @Override
    public void deleted(UUID organisation, String queryName) {
        List<UUID> removed = subscriptions.deleteAll(organisation, queryName);
        removed.forEach(runs::cancel); // joins the transaction
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                disconnect(organisation, queryName, removed);
            }
        });
    }

    private void disconnect(UUID organisation, String queryName, List<UUID> removed) {
        sockets.closeAll(organisation, queryName);
        removed.forEach(deliveries::cancel);
    }
}

package io.lotledger.api.subscriptions;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import io.lotledger.api.embedded.EmbeddedDatabase;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.projections.index.SeenCompanyPrefixes;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.named.NamedQueryListener;
import io.lotledger.projections.query.named.QueryStore;
import io.lotledger.projections.subscription.BatchReader;
import io.lotledger.projections.subscription.DeliveryQueue;
import io.lotledger.projections.subscription.EventFeed;
import io.lotledger.projections.subscription.ParsedQueries;
import io.lotledger.projections.subscription.SubscriptionFollower;
import io.lotledger.projections.subscription.SubscriptionMatcher;
import io.lotledger.projections.subscription.Subscriptions;
import java.time.Clock;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.tomcat.websocket.server.WsContextListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** The parts of subscriptions: matching, deliveries to webhooks, scheduled runs and WebSockets. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionSettings.class)
class SubscriptionWiring {
    @Bean
    Subscriptions subscriptions(JdbcClient jdbc, LogReader log, PlatformTransactionManager transactions) {
        return new Subscriptions(jdbc, log, transactions);
    }

    @Bean
    DeliveryQueue deliveryQueue(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new DeliveryQueue(jdbc, transactions);
    }

    @Bean
    EventFeed eventFeed(LogReader log) {
        return new EventFeed(log);
    }

    @Bean
    ParsedQueries parsedQueries() {
        return new ParsedQueries();
    }

    @Bean
    BatchReader batchReader(EventFeed feed, PlaceIndex places, ProjectionPositions positions) {
        return new BatchReader(feed, places, positions);
    }

    @Bean
    QueryResults queryResults(SeenCompanyPrefixes prefixes, Clock clock) {
        return new QueryResults(prefixes, clock);
    }

    @Bean
    DnsResolver webhookNames(SubscriptionSettings settings) {
        return new CheckedDnsResolver(SystemDefaultDnsResolver.INSTANCE, settings.allowPrivateAddresses());
    }

    @Bean
    WebhookAddress webhookAddress(DnsResolver webhookNames) {
        return new WebhookAddress(webhookNames);
    }

    @Bean
    WebhookClient webhookClient(SubscriptionSettings settings, DnsResolver webhookNames, Clock clock) {
        return new WebhookClient(settings, webhookNames, clock);
    }

    @Bean
    WebhookDeliveries webhookDeliveries(
            DeliveryQueue queue,
            BatchReader reader,
            ParsedQueries queries,
            QueryResults results,
            WebhookClient client,
            SubscriptionSettings settings) {
        return new WebhookDeliveries(queue, reader, queries, results, client, settings);
    }

    @Bean
    ScheduledRuns scheduledRuns(ObjectProvider<Scheduler> scheduler, DeliveryQueue queue, EventFeed feed, Clock clock) {
        return new ScheduledRuns(scheduler, queue, feed, clock);
    }

    @Bean
    Task<String> subscriptionRunTask(ScheduledRuns runs) {
        return runs.task();
    }

    @Bean
    QuerySockets querySockets(
            EventFeed feed,
            BatchReader reader,
            QueryResults results,
            QueryStore queries,
            ProjectionPositions positions,
            SubscriptionSettings settings,
            Clock clock) {
        return new QuerySockets(feed, reader, results, queries, positions, settings, clock);
    }

    @Bean
    NamedQueryListener querySubscribers(
            Subscriptions subscriptions, WebhookDeliveries deliveries, ScheduledRuns runs, QuerySockets sockets) {
        return new QuerySubscribers(subscriptions, deliveries, runs, sockets);
    }

    @Bean
    HandshakeHandler webSocketHandshake() {
        return new DefaultHandshakeHandler();
    }

    /** Tomcat in Spring Boot does not look for its own WebSocket support. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSockets() {
        return server -> server.addContextCustomizers(
                context -> context.addApplicationListener(WsContextListener.class.getName()));
    }

    @Bean
    SmartLifecycle subscriptionLifecycle(
            JdbcClient jdbc,
            EventFeed feed,
            ParsedQueries queries,
            PlaceIndex places,
            ProjectionPositions positions,
            PlatformTransactionManager transactions,
            WebhookDeliveries deliveries,
            QuerySockets sockets,
            EventLog log,
            ObjectProvider<EmbeddedDatabase> embedded) {
        SubscriptionMatcher matcher = new SubscriptionMatcher(jdbc, feed, queries, places, positions, transactions);
        SubscriptionFollower follower = new SubscriptionFollower(matcher, deliveries::wake);
        boolean alone = embedded.getIfAvailable() != null;
        return new SubscriptionLifecycle(follower, deliveries, sockets, log, alone);
    }
}

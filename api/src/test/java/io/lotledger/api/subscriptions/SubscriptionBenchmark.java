package io.lotledger.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.subscription.Subscription;
import io.lotledger.projections.subscription.Subscriptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What thousands of subscriptions cost: {@code -Dsubscriptions}, each to a query of its own for one EPC, and the time
 * until {@code -Devents} are matched against all of them and delivered; with none, and with as many to queries that no
 * index finds: all of those are tested against every event.
 */
class SubscriptionBenchmark {
    private static final int SUBSCRIPTIONS = Integer.getInteger("subscriptions", 5_000);
    private static final int EVENTS = Integer.getInteger("events", 10_000);

    @Test
    void matchingAgainstManySubscriptions() {
        Path data = LotledgerServer.newDataDirectory();
        try (LotledgerServer server =
                        LotledgerServer.start(data, List.of("lotledger.subscriptions.allow-private-addresses=true"));
                Receiver receiver = new Receiver()) {
            round(server, receiver, "warm-up", 0, "");
            round(server, receiver, "none", 0, "");
            round(server, receiver, "one EPC each", SUBSCRIPTIONS, "{\"MATCH_epc\":[\"%s\"]}");
            round(server, receiver, "only a time", SUBSCRIPTIONS, "{\"LT_eventTime\":\"1990-01-01T00:00:00.%sZ\"}");
        } finally {
            LotledgerServer.delete(data);
        }
    }

    private static void round(LotledgerServer server, Receiver receiver, String name, int count, String query) {
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID organisation = keys.organisation(name + UUID.randomUUID());
        Subscriber partner =
                new Subscriber(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY)));
        Subscriptions subscriptions = server.bean(Subscriptions.class);
        List<String> ids = Subscriber.eventIDs(name.replace(" ", ""), 0, EVENTS);
        for (int i = 0; i < count; i++) {
            String epc =
                    "urn:epc:id:sgtin:4012345.012345." + ids.get(i % EVENTS).replaceAll("[^0-9a-zA-Z]", "");
            String value = query.contains("Time") ? Integer.toString(100_000 + i) : epc;
            Subscription one = new Subscription(
                    UUID.randomUUID(),
                    organisation,
                    "q" + i,
                    String.format(query, value),
                    receiver.url("/" + name.replace(" ", "-")).toString(),
                    "No_Preference",
                    Optional.empty(),
                    false,
                    null,
                    Instant.now(),
                    null,
                    null,
                    null);
            subscriptions.create(() -> Optional.of(one), null, () -> {});
        }
        JdbcClient jdbc = server.bean(JdbcClient.class);
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i += 500)
            partner.capture("shipping", new ArrayList<>(ids.subList(i, Math.min(EVENTS, i + 500))));
        long captured = System.nanoTime();
        await().until(() -> jdbc.sql(
                        "select (select position from subscription_matching) >= max(global_index) from domain_event")
                .query(Boolean.class)
                .single());
        long matched = System.nanoTime();
        int expected = query.contains("Time") ? 0 : Math.min(count, EVENTS);
        await().until(() -> receiver.eventIDs("/" + name.replace(" ", "-")).size() >= expected);
        long delivered = System.nanoTime();
        assertThat(receiver.eventIDs("/" + name.replace(" ", "-"))).hasSize(expected);
        System.out.printf(
                "BENCH %s: %d subscriptions, %d events: captured %.1f s, matched after %.1f s more, %d deliveries after %.1f s%n",
                name,
                count,
                EVENTS,
                (captured - start) / 1e9,
                (matched - captured) / 1e9,
                expected,
                (delivered - start) / 1e9);
    }
}

package io.lotledger.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.ServerProcess;
import io.lotledger.api.wiring.OwnStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Deliveries survive receivers that fail, a kill and a restart: nothing is missing, and nothing is out of order. */
@FullEffort
class WebhookRecoveryIT {
    private static final String KEY = "ll_subscriber_0123456789abcdef0123456789abcdef";
    private static final int EVENTS = 10_000;
    private static final int PER_DOCUMENT = 500;
    private static final List<String> SETTINGS = List.of(
            "lotledger.bootstrap.api-key=" + KEY,
            "lotledger.subscriptions.allow-private-addresses=true",
            "lotledger.subscriptions.first-pause=10ms",
            "lotledger.subscriptions.longest-pause=50ms",
            "lotledger.subscriptions.request-timeout=10s",
            "lotledger.subscriptions.batch-events=50");

    /** What a subscriber stored, in its order, and what it may have stored twice: its answer did not arrive. */
    private static final class Stored {
        private final List<String> eventIDs = Collections.synchronizedList(new ArrayList<>());
        private final Set<String> unanswered = Collections.synchronizedSet(new HashSet<>());
        private final Random chance;

        Stored(long seed) {
            chance = new Random(seed);
        }

        /** 30 of 100 fail: half of them after the batch was stored. */
        synchronized int receive(Receiver.Batch batch) {
            int draw = chance.nextInt(100);
            if (draw < 10) return 500;
            if (draw < 15) return 0;
            eventIDs.addAll(batch.eventIDs());
            if (draw >= 30) return 204;
            unanswered.addAll(batch.eventIDs());
            return draw < 25 ? 503 : 0;
        }

        Set<String> twice() {
            Set<String> seen = new HashSet<>();
            return eventIDs.stream().filter(id -> !seen.add(id)).collect(Collectors.toSet());
        }

        boolean hasAll() {
            return new HashSet<>(List.copyOf(eventIDs)).size() == EVENTS;
        }
    }

    @Test
    void twoNodesOfWhichOneIsKilledAndOneRestartedLoseNothingAndKeepTheOrder() throws IOException {
        Path storage = LotledgerServer.newDataDirectory();
        Path killed = LotledgerServer.newDataDirectory();
        Path restarted = LotledgerServer.newDataDirectory();
        Stored one = new Stored(1);
        Stored two = new Stored(2);
        try (OwnStorage own = OwnStorage.start(storage);
                Receiver receiver = new Receiver();
                ServerProcess process = new ServerProcess(killed, "500m", settings(own))) {
            receiver.answers(batch -> (batch.path().equals("/one") ? one : two).receive(batch));
            Set<String> underWayAtTheKill = new HashSet<>();
            try (LotledgerServer server = LotledgerServer.start(restarted, settings(own))) {
                process.start();
                await().until(() -> process.baseUrl().isPresent());
                Subscriber partner = new Subscriber(server.baseUrl(), KEY);
                partner.name("shipments", "{\"EQ_bizStep\":[\"shipping\"]}");
                partner.stream("shipments", receiver.url("/one"));
                partner.stream("shipments", receiver.url("/two"));
                capture(partner, 0, EVENTS / 2);
                await().until(() -> one.eventIDs.size() >= EVENTS / 8 && two.eventIDs.size() >= EVENTS / 8);
                process.kill();
                underWayAtTheKill.addAll(lastBatch(receiver, "/one"));
                underWayAtTheKill.addAll(lastBatch(receiver, "/two"));
                capture(partner, EVENTS / 2, EVENTS);
                await().until(() -> one.eventIDs.size() >= EVENTS / 2 && two.eventIDs.size() >= EVENTS / 2);
            }
            try (LotledgerServer server = LotledgerServer.start(restarted, settings(own))) {
                await().until(() -> one.hasAll() && two.hasAll());
                Subscriber partner = new Subscriber(server.baseUrl(), KEY);
                await().until(() -> partner.get("/queries/shipments/subscriptions")
                        .body()
                        .valueStream()
                        .allMatch(each -> each.at("/delivery/lag").asLong() == 0));
            }

            for (Stored stored : List.of(one, two)) {
                assertThat(new ArrayList<>(new LinkedHashSet<>(stored.eventIDs)))
                        .isEqualTo(Subscriber.eventIDs("e", 0, EVENTS));
                assertThat(stored.twice())
                        .allMatch(id -> stored.unanswered.contains(id) || underWayAtTheKill.contains(id));
            }
        } finally {
            List.of(storage, killed, restarted).forEach(LotledgerServer::delete);
        }
    }

    private static List<String> settings(OwnStorage own) {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.addAll(own.databaseSettings(own.databasePort()));
        settings.addAll(own.objectStoreSettings(own.objectStore()));
        return settings;
    }

    /** The answer to the last batch before a kill may not have been recorded. */
    private static List<String> lastBatch(Receiver receiver, String path) {
        List<Receiver.Batch> accepted = receiver.batches(path);
        return accepted.get(accepted.size() - 1).eventIDs();
    }

    private static void capture(Subscriber partner, int from, int to) {
        for (int i = from; i < to; i += PER_DOCUMENT) {
            partner.capture("shipping", Subscriber.eventIDs("e", i, Math.min(to, i + PER_DOCUMENT)));
        }
    }
}

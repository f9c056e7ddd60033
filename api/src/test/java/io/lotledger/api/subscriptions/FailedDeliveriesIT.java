package io.lotledger.api.subscriptions;

import static io.lotledger.api.subscriptions.Subscriber.SHIPPING;
import static io.lotledger.api.subscriptions.Subscriber.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.ingest.eventlog.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Batches that cannot be delivered or made, against a receiver that fails on command. */
class FailedDeliveriesIT {
    private final LotledgerServer server = WebhookServer.shared();
    private final Subscriber partner = new Subscriber(server, newOrganisation("subscriber"));
    private final Receiver receiver = new Receiver();

    private UUID newOrganisation(String name) {
        return server.bean(ApiKeys.class).organisation(name + " " + UUID.randomUUID());
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void failedBatchIsTriedAgainAndNothingOvertakesIt() {
        partner.name("shipments", SHIPPING);
        AtomicInteger calls = new AtomicInteger();
        receiver.answers(batch -> calls.incrementAndGet() % 3 == 0 ? 204 : calls.get() % 3 == 1 ? 500 : 0);
        String id = partner.stream("shipments", receiver.url("/a"));

        partner.capture("shipping", Subscriber.eventIDs("e", 0, 200));

        await().until(() -> receiver.eventIDs("/a").size() >= 200);
        assertThat(receiver.eventIDs("/a")).isEqualTo(Subscriber.eventIDs("e", 0, 200));
        assertThat(calls.get()).isEqualTo(12);
        await().until(() ->
                partner.get(path(id)).body().at("/delivery/attempts").asInt() == 0);
    }

    @Test
    void receiverThatAnswers413GetsSmallerBatchesAndAnEventTooLargeIsSetAside() {
        partner.name("shipments", SHIPPING);
        receiver.answers(
                batch -> batch.eventIDs().size() > 8 || batch.eventIDs().contains("urn:event:e:30") ? 413 : 200);
        String id = partner.stream("shipments", receiver.url("/a"));

        partner.capture("shipping", Subscriber.eventIDs("e", 0, 60));

        await().until(() -> receiver.eventIDs("/a").contains("urn:event:e:59"));
        List<String> expected = new ArrayList<>(Subscriber.eventIDs("e", 0, 60));
        expected.remove("urn:event:e:30");
        assertThat(receiver.eventIDs("/a")).isEqualTo(expected);
        Answer shown = partner.get(path(id));
        assertThat(shown.body().at("/delivery/dead_letter_count").asInt()).isEqualTo(1);
        assertThat(shown.body().at("/dead_letters/0/skipped").asBoolean()).isTrue();
        assertThat(shown.body().at("/dead_letters/0/reason").asString()).contains("413");

        receiver.answers(200);
        long position = shown.body().at("/dead_letters/0/first_position").asLong();
        assertThat(partner.post(path(id) + "/replay", "{\"from_position\":" + position + "}")
                        .status())
                .isEqualTo(202);
        await().until(() -> receiver.eventIDs("/a").contains("urn:event:e:30"));
        assertThat(partner.get(path(id)).body().at("/dead_letters").size()).isZero();
    }

    @Test
    void receiverThatKeepsFailingSuspendsTheSubscriptionWhichGoesOnAfterAReplay() {
        partner.name("shipments", SHIPPING);
        receiver.answers(503);
        String id = partner.stream("shipments", receiver.url("/a"));
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 5));

        await().until(() ->
                partner.get(path(id)).body().at("/delivery/last_status").asInt() == 503);
        await().until(() ->
                partner.get(path(id)).body().at("/delivery/status").asString().equals("suspended"));

        Answer shown = partner.get(path(id));
        assertThat(shown.body().at("/delivery/last_error").asString())
                .startsWith("deliveries failed for PT4S; at last, ")
                .containsPattern("503|did not answer"); // a busy machine takes longer than the time-out
        assertThat(shown.body().at("/delivery/lag").asLong()).isPositive();
        assertThat(shown.body().at("/dead_letters/0/events").asInt()).isEqualTo(5);
        assertThat(shown.body().at("/dead_letters/0/skipped").asBoolean()).isFalse();
        partner.capture("shipping", Subscriber.eventIDs("e", 5, 8));
        receiver.answers(200);
        partner.post(path(id) + "/replay", "{}");
        await().until(() -> receiver.eventIDs("/a").size() == 8);
        assertThat(receiver.eventIDs("/a")).isEqualTo(Subscriber.eventIDs("e", 0, 8));
        assertThat(partner.get(path(id)).body().at("/dead_letters").size()).isZero();
    }

    @Test
    void receiverThatIsGoneSuspendsTheSubscriptionAtOnce() {
        partner.name("shipments", SHIPPING);
        AtomicInteger calls = new AtomicInteger();
        receiver.answers(batch -> {
            calls.incrementAndGet();
            return 410;
        });
        String id = partner.stream("shipments", receiver.url("/a"));
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 1));

        await().until(() ->
                partner.get(path(id)).body().at("/delivery/status").asString().equals("suspended"));

        assertThat(calls.get()).isEqualTo(1);
    }

    @Test
    void redirectIsNotFollowed() {
        partner.name("shipments", SHIPPING);
        receiver.answers(302);
        String id = partner.stream("shipments", receiver.url("/a"));
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 1));

        await().until(() ->
                partner.get(path(id)).body().at("/delivery/last_status").asInt() == 302);

        assertThat(partner.get(path(id)).body().at("/delivery/last_error").asString())
                .contains("redirects are not followed");
    }

    @Test
    void receiversThatHangHoldUpNoOtherOrganisation() {
        Subscriber slow = new Subscriber(server, newOrganisation("slow"));
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        receiver.answers(batch -> batch.path().startsWith("/slow") ? hang(hanging, end) : 204);
        slow.name("shipments", SHIPPING);
        for (int i = 0; i < 20; i++) slow.stream("shipments", receiver.url("/slow" + i));
        partner.name("shipments", SHIPPING);
        partner.stream("shipments", receiver.url("/a"));

        try {
            slow.capture("shipping", Subscriber.eventIDs("s", 0, 1));
            await().until(() -> hanging.get() >= 8);
            partner.capture("shipping", Subscriber.eventIDs("e", 0, 1));

            await().atMost(Duration.ofSeconds(1))
                    .until(() -> receiver.eventIDs("/a").size() == 1);
        } finally {
            end.countDown();
        }
    }

    private static int hang(AtomicInteger hanging, CountDownLatch end) {
        hanging.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @Test
    void batchThatTheServerCannotMakeSuspendsTheSubscriptionInTheEnd() {
        partner.name("shipments", SHIPPING);
        String id = partner.stream("shipments", receiver.url("/a"));
        server.bean(JdbcClient.class)
                .sql("update subscription set epc_format = 'none' where id = cast(:id as uuid)")
                .param("id", id)
                .update();

        partner.capture("shipping", Subscriber.eventIDs("e", 0, 1));

        await().until(() ->
                partner.get(path(id)).body().at("/delivery/status").asString().equals("suspended"));
        assertThat(partner.get(path(id)).body().at("/delivery/last_error").asString())
                .contains("could not make the batch");
    }

    /** One of another organisation, kept by a version that took what PostgreSQL cannot compare. */
    @Test
    void subscriptionWhoseQueryIsRefusedIsSuspendedAndTheOthersGoOn() {
        Subscriber other = new Subscriber(server, newOrganisation("other"));
        other.name("shipments", SHIPPING);
        String refused = other.stream("shipments", receiver.url("/other"));
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql(
                        "update subscription set query = '{\"WD_readPoint\":[\"urn:x:a\\u0000b\"]}' where id = cast(:id as uuid)")
                .param("id", refused)
                .update();
        jdbc.sql("update subscription_matching set revision = revision + 1").update();
        partner.name("shipments", SHIPPING);
        partner.stream("shipments", receiver.url("/mine"));

        partner.capture("shipping", Subscriber.eventIDs("e", 0, 2));

        await().until(() -> receiver.eventIDs("/mine").size() == 2);
        Answer shown = other.get(path(refused));
        assertThat(shown.body().at("/delivery/status").asString()).isEqualTo("suspended");
        assertThat(shown.body().at("/delivery/last_error").asString()).contains("WD_readPoint", "NUL");
    }

    /** An entry that is damaged as it is written: nobody can tell which queries it matches. */
    @Test
    void damagedEntryIsNamedBySubscriptionsAndReplayedOnceItIsRestored() {
        JdbcClient sql = server.bean(JdbcClient.class);
        Subscriber other = new Subscriber(server, newOrganisation("another subscriber"));
        other.name("shipments", SHIPPING);
        String othersId = other.stream("shipments", receiver.url("/other"));
        partner.name("shipments", SHIPPING);
        String id = partner.stream("shipments", receiver.url("/a"));
        sql.sql("""
                        create function spoil() returns trigger language plpgsql as $$
                        begin
                          if convert_from(new.payload, 'UTF8') like '%urn:event:spoilt:%' then
                            new.payload := set_byte(new.payload, 0, 122);
                          end if;
                          return new;
                        end $$""").update();
        sql.sql("create trigger spoil before insert on domain_event for each row execute function spoil()")
                .update();
        long position;
        try {
            partner.capture("shipping", List.of("urn:event:spoilt:1"));
            position = server.bean(EventLog.class).head();
            partner.capture("shipping", List.of("urn:event:sound:1"));
            await().until(() -> receiver.eventIDs("/a").contains("urn:event:sound:1"));

            JsonNode left = partner.get(path(id)).body().at("/dead_letters/0");
            assertThat(left.path("first_position").asLong()).isEqualTo(position);
            assertThat(left.path("last_position").asLong()).isEqualTo(position);
            assertThat(left.path("skipped").asBoolean()).isTrue();
            assertThat(left.path("reason").asString()).contains("is damaged", "restores the entry", "replay");
            assertThat(partner.get(path(id))
                            .body()
                            .at("/delivery/dead_letter_count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(receiver.eventIDs("/a")).doesNotContain("urn:event:spoilt:1");
            assertThat(other.get(path(othersId)).body().path("dead_letters")).isEmpty();
        } finally {
            sql.sql("drop trigger spoil on domain_event").update();
            sql.sql("drop function spoil()").update();
        }
        sql.sql("update domain_event set payload = set_byte(payload, 0, 123) where global_index = :position")
                .param("position", position)
                .update();

        assertThat(partner.post(path(id) + "/replay", "{\"from_position\":" + position + "}")
                        .status())
                .isEqualTo(202);

        await().until(() -> receiver.eventIDs("/a").contains("urn:event:spoilt:1"));
        assertThat(partner.get(path(id)).body().path("dead_letters")).isEmpty();
    }
}

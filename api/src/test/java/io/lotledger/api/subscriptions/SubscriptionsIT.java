package io.lotledger.api.subscriptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.audit.Author;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.organisations.Organisations;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Webhooks, against a receiver that fails on command. */
@SuppressWarnings("NullAway.Init") // set before the tests
class SubscriptionsIT {
    private static final String SHIPPING = "{\"EQ_bizStep\":[\"shipping\"]}";

    private static Path data;
    private static LotledgerServer server;

    private final UUID organisation = server.bean(ApiKeys.class).organisation("subscriber " + UUID.randomUUID());
    private final Subscriber partner = subscriber(organisation);
    private final Receiver receiver = new Receiver();

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(
                data,
                List.of(
                        "lotledger.subscriptions.allow-private-addresses=true",
                        "lotledger.subscriptions.first-pause=20ms",
                        "lotledger.subscriptions.longest-pause=100ms",
                        "lotledger.subscriptions.request-timeout=2s",
                        "lotledger.subscriptions.give-up-after=4s",
                        "lotledger.subscriptions.batch-events=50"));
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private static Subscriber subscriber(UUID organisation) {
        String key = server.bean(ApiKeys.class).create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY));
        return new Subscriber(server.baseUrl(), key);
    }

    private String path(String id) {
        return "/queries/shipments/subscriptions/" + id;
    }

    @Test
    void matchingEventsArriveInOrderAndSigned() throws Exception {
        partner.name("shipments", SHIPPING);
        partner.capture("shipping", Subscriber.eventIDs("before", 0, 3));
        String id = partner.stream("shipments", receiver.url("/a"), "\"signatureToken\":\"a secret of mine\"");
        partner.capture("receiving", Subscriber.eventIDs("other", 0, 5));
        partner.capture("shipping", Subscriber.eventIDs("mine", 0, 120));

        await().until(() -> receiver.eventIDs("/a").size() >= 120);

        assertThat(receiver.eventIDs("/a")).isEqualTo(Subscriber.eventIDs("mine", 0, 120));
        for (Receiver.Batch batch : receiver.batches()) {
            assertThat(batch.header("GS1-Signature")).isEqualTo("sha256=" + hmac("a secret of mine", batch.body()));
            assertThat(batch.header("GS1-EPCIS-Version")).isEqualTo("2.0.0");
            assertThat(batch.header("Content-Type")).startsWith("application/json");
            assertThat(batch.document().path("type").asString()).isEqualTo("EPCISQueryDocument");
            assertThat(batch.results().path("subscriptionID").asString()).isEqualTo(id);
            assertThat(batch.results().path("queryName").asString()).isEqualTo("shipments");
        }
        await().until(() -> partner.get(path(id)).body().at("/delivery/lag").asLong() == 0);
        Answer shown = partner.get(path(id));
        assertThat(shown.text("dest")).isEqualTo(receiver.url("/a").toString());
        assertThat(shown.text("signatureToken")).isEqualTo("…mine");
        assertThat(shown.text("lastNotifiedAt")).isNotEmpty();
        assertThat(shown.text("minRecordTime")).isNotEmpty();
        assertThat(shown.body().path("stream").asBoolean()).isTrue();
        assertThat(shown.body().at("/delivery/status").asString()).isEqualTo("active");
        assertThat(shown.toString()).doesNotContain("a secret of mine");
    }

    /** An entry that is damaged as it is written: nobody can tell which queries it matches. */
    @Test
    void damagedEntryIsNamedBySubscriptionsAndReplayedOnceItIsRestored() {
        JdbcClient sql = server.bean(JdbcClient.class);
        Subscriber other =
                subscriber(server.bean(ApiKeys.class).organisation("another subscriber " + UUID.randomUUID()));
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

    @Test
    void subscriptionBeginsAtItsInitialRecordTime() {
        partner.name("shipments", SHIPPING);
        partner.capture("shipping", Subscriber.eventIDs("early", 0, 3));
        Answer found = partner.get("/events?orderBy=recordTime");
        String from = found.body()
                .at("/epcisBody/queryResults/resultsBody/eventList/0/recordTime")
                .asString();

        partner.stream("shipments", receiver.url("/a"), "\"initialRecordTime\":\"" + from + "\"");

        await().until(() -> receiver.eventIDs("/a").size() == 3);
        partner.stream("shipments", receiver.url("/b"), "\"initialRecordTime\":\"2099-01-01T00:00:00Z\"");
        partner.stream("shipments", receiver.url("/c"));
        partner.capture("shipping", Subscriber.eventIDs("late", 0, 1));
        await().until(() ->
                receiver.eventIDs("/c").size() == 1 && receiver.eventIDs("/a").size() == 4);
        assertThat(receiver.eventIDs("/b")).isEmpty();
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
    void newTokenSignsBesideTheOldOneUntilTheRotationIsOver() throws Exception {
        partner.name("shipments", SHIPPING);
        String id = partner.stream("shipments", receiver.url("/a"), "\"signatureToken\":\"the old token\"");

        assertThat(partner.patch(path(id), "{\"signatureToken\":\"the new token\"}")
                        .text("previousTokenUntil"))
                .isNotEmpty();
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 1));
        await().until(() -> receiver.batches().size() == 1);
        String first = receiver.batches().get(0).body();
        assertThat(receiver.batches().get(0).header("GS1-Signature"))
                .isEqualTo("sha256=" + hmac("the new token", first) + ",sha256=" + hmac("the old token", first));

        partner.patch(path(id), "{\"signatureToken\":\"the new token\"}"); // repeated
        partner.capture("shipping", Subscriber.eventIDs("e", 1, 2));
        await().until(() -> receiver.batches().size() == 2);
        String second = receiver.batches().get(1).body();
        assertThat(receiver.batches().get(1).header("GS1-Signature"))
                .isEqualTo("sha256=" + hmac("the new token", second) + ",sha256=" + hmac("the old token", second));

        Answer ended = partner.patch(path(id), "{\"previousTokenUntil\":null}");
        assertThat(ended.status()).as(ended.body().toString()).isEqualTo(200);
        partner.capture("shipping", Subscriber.eventIDs("e", 2, 3));
        await().until(() -> receiver.batches().size() == 3);
        assertThat(receiver.batches().get(2).header("GS1-Signature"))
                .isEqualTo("sha256="
                        + hmac("the new token", receiver.batches().get(2).body()));
    }

    @Test
    void capturedEventCountsAsWaitingBeforeItIsMatched() {
        partner.name("shipments", SHIPPING);
        String id = partner.stream("shipments", receiver.url("/a"));

        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(held -> {
            server.bean(JdbcClient.class)
                    .sql("select position from subscription_matching for update")
                    .query(Long.class)
                    .single();
            partner.capture("shipping", Subscriber.eventIDs("e", 0, 3));
            assertThat(partner.get(path(id)).body().at("/delivery/lag").asLong())
                    .isGreaterThanOrEqualTo(3);
        });

        await().until(() -> partner.get(path(id)).body().at("/delivery/lag").asLong() == 0);
        assertThat(receiver.eventIDs("/a")).hasSize(3);
    }

    @Test
    void receiversThatHangHoldUpNoOtherOrganisation() {
        Subscriber slow = subscriber(server.bean(ApiKeys.class).organisation("slow " + UUID.randomUUID()));
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
    void scheduledRunDeliversWhatCameSinceAndReportsAnEmptyOneIfAsked() {
        partner.name("shipments", SHIPPING);
        String everySecond = "\"schedule\":{\"second\":\"[0-59]\"}";
        Answer reporting = partner.post(
                "/queries/shipments/subscriptions",
                "{\"dest\":\"" + receiver.url("/reporting") + "\",\"reportIfEmpty\":true," + everySecond + "}");
        Answer silent = partner.post(
                "/queries/shipments/subscriptions",
                "{\"dest\":\"" + receiver.url("/silent") + "\"," + everySecond + "}");
        assertThat(reporting.status()).isEqualTo(201);
        assertThat(reporting.body().at("/schedule/second").asString()).isEqualTo("[0-59]");

        await().until(() -> !receiver.batches("/reporting").isEmpty());
        assertThat(receiver.batches("/reporting").get(0).eventIDs()).isEmpty();
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 70));

        await().until(() -> receiver.eventIDs("/silent").size() == 70
                && receiver.eventIDs("/reporting").size() == 70);
        assertThat(receiver.eventIDs("/silent")).isEqualTo(Subscriber.eventIDs("e", 0, 70));
        assertThat(receiver.batches("/silent"))
                .allSatisfy(batch -> assertThat(batch.eventIDs()).isNotEmpty());
        assertThat(partner.delete(path(silent.text("subscriptionID"))).status()).isEqualTo(204);
        assertThat(partner.delete(path(reporting.text("subscriptionID"))).status())
                .isEqualTo(204);
    }

    @Test
    void suspendedOrganisationGetsNothingAndGoesOnFromItsPositionWhenItIsActiveAgain() {
        partner.name("shipments", SHIPPING);
        String id = partner.stream("shipments", receiver.url("/a"));
        Answer scheduled = partner.post(
                "/queries/shipments/subscriptions",
                "{\"dest\":\"" + receiver.url("/b") + "\",\"schedule\":{\"second\":\"[0-59]\"}}");
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 3));
        await().until(() ->
                receiver.eventIDs("/a").size() == 3 && receiver.eventIDs("/b").size() == 3);
        receiver.answers(500);
        partner.capture("shipping", Subscriber.eventIDs("e", 3, 6));
        await().until(() ->
                partner.get(path(id)).body().at("/delivery/attempts").asInt() > 0);

        suspend(true);
        Subscriber other = subscriber(server.bean(ApiKeys.class).organisation("other " + UUID.randomUUID()));
        other.name("shipments", SHIPPING);
        other.stream("shipments", receiver.url("/witness"));
        other.capture("shipping", Subscriber.eventIDs("w", 0, 1));
        await().until(() -> !isAnyDeliveryUnderWay()); // one that began before was refused by now
        receiver.answers(200);
        await().until(() -> receiver.eventIDs("/witness").size() == 1);
        await().pollDelay(Duration.ofMillis(1_500))
                .until(() -> receiver.eventIDs("/a").size() == 3
                        && receiver.eventIDs("/b").size() == 3);

        suspend(false);
        await().until(() ->
                receiver.eventIDs("/a").size() >= 6 && receiver.eventIDs("/b").size() >= 6);
        assertThat(receiver.eventIDs("/a")).isEqualTo(Subscriber.eventIDs("e", 0, 6));
        assertThat(receiver.eventIDs("/b")).isEqualTo(Subscriber.eventIDs("e", 0, 6));
        assertThat(partner.get(path(id)).body().at("/delivery/status").asString())
                .isEqualTo("active");
        partner.delete(path(scheduled.text("subscriptionID")));
    }

    private boolean isAnyDeliveryUnderWay() {
        return server.bean(JdbcClient.class)
                .sql(
                        "select exists(select from subscription where organisation = :organisation and claimed_until is not null)")
                .param("organisation", organisation)
                .query(Boolean.class)
                .single();
    }

    private void suspend(boolean suspended) {
        Organisations organisations = server.bean(Organisations.class);
        organisations.change(
                organisation,
                now -> Organisations.Order.withRetentionOf(now, now.name(), suspended, KeyLimits.NONE),
                Author.CONFIGURATION);
    }

    @Test
    void deletedSubscriptionGetsNothingMore() {
        partner.name("shipments", SHIPPING);
        receiver.answers(500);
        String id = partner.stream("shipments", receiver.url("/a"));
        String witness = partner.stream("shipments", receiver.url("/b"));
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 3));
        await().until(() ->
                partner.get(path(id)).body().at("/delivery/attempts").asInt() > 0);

        assertThat(partner.delete(path(id)).status()).isEqualTo(204);
        receiver.answers(200);

        assertThat(partner.get(path(id)).status()).isEqualTo(404);
        assertThat(partner.delete(path(id)).status()).isEqualTo(404);
        await().until(() -> receiver.eventIDs("/b").size() == 3);
        assertThat(receiver.batches("/a")).isEmpty();

        assertThat(partner.delete("/queries/shipments").status()).isEqualTo(204);
        assertThat(partner.get(path(witness)).status()).isEqualTo(404);
    }

    /** One of another organisation, kept by a version that took what PostgreSQL cannot compare. */
    @Test
    void subscriptionWhoseQueryIsRefusedIsSuspendedAndTheOthersGoOn() {
        Subscriber other = subscriber(server.bean(ApiKeys.class).organisation("other " + UUID.randomUUID()));
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

    @Test
    void subscriptionsAreThoseOfTheirOrganisation() {
        Subscriber other = subscriber(server.bean(ApiKeys.class).organisation("other " + UUID.randomUUID()));
        partner.name("shipments", SHIPPING);
        other.name("shipments", SHIPPING);
        String mine = partner.stream("shipments", receiver.url("/mine"));
        other.stream("shipments", receiver.url("/other"));

        assertThat(other.get(path(mine)).status()).isEqualTo(404);
        assertThat(other.patch(path(mine), "{\"signatureToken\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(other.post(path(mine) + "/replay", "{}").status()).isEqualTo(404);
        assertThat(other.delete(path(mine)).status()).isEqualTo(404);
        assertThat(other.get("/queries/shipments/subscriptions").body()).hasSize(1);
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 2));

        await().until(() -> receiver.eventIDs("/mine").size() == 2);
        assertThat(receiver.batches("/other")).isEmpty();
    }

    @Test
    void listPagesInTheOrderInWhichTheyWereMade() {
        partner.name("shipments", SHIPPING);
        List<String> made = List.of(
                partner.stream("shipments", receiver.url("/a")),
                partner.stream("shipments", receiver.url("/b")),
                partner.stream("shipments", receiver.url("/c")));

        Answer first = partner.get("/queries/shipments/subscriptions?perPage=2");
        String next = first.header("Link").replaceFirst(".*/epcis/api/2.0", "").replaceFirst(">.*", "");
        Answer second = partner.get(next);

        assertThat(ids(first)).containsExactlyElementsOf(made.subList(0, 2));
        assertThat(ids(second)).containsExactly(made.get(2));
        assertThat(second.header("Link")).isEmpty();
        assertThat(partner.get("/queries/shipments/subscriptions?perPage=0").text("type"))
                .isEqualTo("epcisException:QueryParameterException");
    }

    @Test
    void everyFaultOfASubscriptionIsListed() {
        partner.name("shipments", SHIPPING);
        Answer neither = partner.post("/queries/shipments/subscriptions", "{\"dest\":\"https://receiver.example/x\"}");
        assertThat(neither.status()).isEqualTo(400);
        assertThat(neither.text("type")).isEqualTo("epcisException:SubscriptionControlsException");

        Answer both = partner.post(
                "/queries/shipments/subscriptions",
                "{\"dest\":\"https://receiver.example/x\",\"stream\":true,\"schedule\":{\"hour\":\"1\"}}");
        assertThat(both.text("type")).isEqualTo("epcisException:SubscriptionControlsException");

        Answer many = partner.post(
                "/queries/shipments/subscriptions",
                "{\"dest\":\"ftp://receiver.example\",\"signatureTocken\":\"x\",\"initialRecordTime\":\"2026-01-01\","
                        + "\"schedule\":{\"hour\":\"24\",\"minute\":\"0/30\",\"dayOfWeek\":\"0\"}}");
        assertThat(many.status()).isEqualTo(400);
        assertThat(many.text("type")).isEqualTo("epcisException:SubscriptionControlsException");
        assertThat(many.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("parameter").asString()))
                .containsExactlyInAnyOrder(
                        "dest", "signatureTocken", "initialRecordTime", "hour", "minute", "dayOfWeek");
        assertThat(many.text("detail")).contains("did you mean 'signatureToken'");

        assertThat(partner.post("/queries/none/subscriptions", "{}").text("type"))
                .isEqualTo("epcisException:NoSuchNameException");
        assertThat(partner.post("/queries/shipments/subscriptions", "[").status())
                .isEqualTo(400);
    }

    @Test
    void privateAddressIsRefusedUnlessAnOperatorAllowsIt() {
        LotledgerServer strict = LotledgerServer.shared();
        UUID owner = strict.bean(ApiKeys.class).organisation("strict " + UUID.randomUUID());
        String key = strict.bean(ApiKeys.class).create(owner, "test", Set.of(Role.CAPTURE, Role.QUERY));
        Subscriber subscriber = new Subscriber(strict.baseUrl(), key);
        subscriber.name("shipments", SHIPPING);
        for (String host :
                List.of("127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]")) {
            Answer refused = subscriber.post(
                    "/queries/shipments/subscriptions", "{\"dest\":\"http://" + host + "/x\",\"stream\":true}");
            assertThat(refused.status()).as(host).isEqualTo(400);
            assertThat(refused.text("detail")).contains("lotledger.subscriptions.allow-private-addresses");
        }
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

    private static List<String> ids(Answer list) {
        return list.body()
                .valueStream()
                .map(one -> one.path("subscriptionID").asString())
                .toList();
    }

    private static String hmac(String token, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    }
}

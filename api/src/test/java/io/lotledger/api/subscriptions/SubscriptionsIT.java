package io.lotledger.api.subscriptions;

import static io.lotledger.api.subscriptions.Subscriber.SHIPPING;
import static io.lotledger.api.subscriptions.Subscriber.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.audit.Author;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.organisations.Organisations;
import io.lotledger.api.security.ApiKeys;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a webhook is sent, when, and whose subscriptions are whose. */
class SubscriptionsIT {
    private final LotledgerServer server = WebhookServer.shared();
    private final UUID organisation = server.bean(ApiKeys.class).organisation("subscriber " + UUID.randomUUID());
    private final Subscriber partner = new Subscriber(server, organisation);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void closeReceiver() {
        receiver.close();
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
        Subscriber other =
                new Subscriber(server, server.bean(ApiKeys.class).organisation("other " + UUID.randomUUID()));
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

    @Test
    void subscriptionsAreThoseOfTheirOrganisation() {
        Subscriber other =
                new Subscriber(server, server.bean(ApiKeys.class).organisation("other " + UUID.randomUUID()));
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
        Subscriber subscriber = new Subscriber(strict, owner);
        subscriber.name("shipments", SHIPPING);
        for (String host :
                List.of("127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]")) {
            Answer refused = subscriber.post(
                    "/queries/shipments/subscriptions", "{\"dest\":\"http://" + host + "/x\",\"stream\":true}");
            assertThat(refused.status()).as(host).isEqualTo(400);
            assertThat(refused.text("detail")).contains("lotledger.subscriptions.allow-private-addresses");
        }
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

package io.lotledger.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.subscription.DeliveryQueue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions to a query that master data decides, while master data changes. */
@SuppressWarnings("NullAway.Init") // set before the tests
class SubscriptionsByMasterDataIT {
    private static final String SITE = "https://place.example/site";
    private static final String DOCK = "https://place.example/dock";
    private static final String GATE = "https://place.example/gate";
    /** At no time of the test: it starts the runs itself. */
    private static final String YEARLY = "\"schedule\":{\"month\":\"1\",\"dayOfMonth\":\"1\"}";

    private static Path data;
    private static LotledgerServer server;

    private final UUID organisation = server.bean(ApiKeys.class).organisation("subscriber " + UUID.randomUUID());
    private final Subscriber partner = new Subscriber(server, organisation);
    private final Receiver receiver = new Receiver();
    private Instant creationDate = Instant.parse("2026-06-01T00:00:00Z");

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(
                data,
                List.of(
                        "lotledger.subscriptions.allow-private-addresses=true",
                        "lotledger.subscriptions.first-pause=20ms",
                        "lotledger.subscriptions.longest-pause=100ms"));
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    @AfterEach
    void unsubscribe() {
        partner.delete("/queries/site");
        receiver.close();
    }

    @Test
    void eventOfAFailedBatchIsPostedAgainWhateverMasterDataSaysByThen() {
        String id = stream("/a");
        receiver.answers(503);
        capture(site(DOCK), event("urn:event:e", DOCK));
        await().until(() -> lastStatus(id) == 503);

        capture(site(), "");
        awaitMasterData();
        receiver.answers(200);

        await().until(() -> receiver.eventIDs("/a").equals(List.of("urn:event:e")));
    }

    @Test
    void streamGoesByTheMasterDataAtTheCaptureOfEachEventAndSoDoesItsReplay() {
        String id = stream("/a");
        capture("", event("urn:event:early", DOCK));
        capture(site(DOCK), "");
        capture("", event("urn:event:within", DOCK));
        capture(site(GATE), event("urn:event:left", DOCK) + "," + event("urn:event:gate", GATE));
        await().until(() -> receiver.eventIDs("/a").size() == 2);

        assertThat(partner.post("/queries/site/subscriptions/" + id + "/replay", "{\"from_position\":1}")
                        .status())
                .isEqualTo(202);

        await().until(() -> receiver.eventIDs("/a").size() == 4);
        assertThat(receiver.eventIDs("/a"))
                .containsExactly("urn:event:within", "urn:event:gate", "urn:event:within", "urn:event:gate");
    }

    @Test
    void documentMayDescribeItsPlacesAfterItsEvents() {
        stream("/a");
        creationDate = creationDate.plusSeconds(86_400);

        send("""
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"EPCISDocument",\
                "schemaVersion":"2.0","creationDate":"DATE","epcisBody":{"eventList":[EVENTS]},"epcisHeader":HEADER}""".replace("HEADER", header(site(DOCK))).replace("EVENTS", event("urn:event:e", DOCK)));

        await().until(() -> receiver.eventIDs("/a").equals(List.of("urn:event:e")));
    }

    @Test
    void runFindsWhatTheQueryFindsAtItsTime() {
        String id = schedule("/a");
        capture("", event("urn:event:e", DOCK));
        capture(site(DOCK), "");

        run(id);

        await().until(() -> receiver.eventIDs("/a").equals(List.of("urn:event:e")));
    }

    @Test
    void runLeavesOutWhatTheQueryDoesNotFindAtItsTime() {
        String id = schedule("/a");
        capture(site(DOCK, GATE), event("urn:event:left", DOCK) + "," + event("urn:event:gate", GATE));
        capture(site(GATE), "");

        run(id);

        await().until(() -> receiver.eventIDs("/a").equals(List.of("urn:event:gate")));
        capture(site(DOCK, GATE), event("urn:event:next", DOCK));
        await().until(() -> delivery(id, "lag") > 0);
        run(id);
        await().until(() -> receiver.eventIDs("/a").equals(List.of("urn:event:gate", "urn:event:next")));
    }

    @Test
    void runThatFailsDeliversWhatItFoundThoughTheNextIsDue() {
        String id = schedule("/a");
        receiver.answers(503);
        capture(site(DOCK), event("urn:event:found", DOCK));
        run(id);
        await().until(() -> lastStatus(id) == 503);

        capture(site(GATE), event("urn:event:gate", GATE) + "," + event("urn:event:left", DOCK));
        awaitMasterData();
        run(id);
        receiver.answers(200);

        await().until(() -> receiver.eventIDs("/a").equals(List.of("urn:event:found")));
        await().until(() -> {
            run(id);
            return receiver.eventIDs("/a").size() > 1;
        });
        assertThat(receiver.eventIDs("/a")).containsExactly("urn:event:found", "urn:event:gate");
    }

    @Test
    void subscriptionToEarlierEventsWaitsForTheMasterDataThatDecidesThem() {
        ProjectionPauses pauses = server.bean(ProjectionPauses.class);
        String from = creationDate.toString();
        name();
        pauses.pause(MasterDataProjection.NAME, "test");
        try {
            capture(site(DOCK), event("urn:event:e", DOCK));
            await().until(() -> matched() == server.bean(EventLog.class).head()); // against no subscription
            partner.stream("site", receiver.url("/a"), "\"initialRecordTime\":\"" + from + "\"");
        } finally {
            pauses.resume(MasterDataProjection.NAME);
        }

        await().until(() -> receiver.eventIDs("/a").equals(List.of("urn:event:e")));
    }

    private static long matched() {
        return server.bean(JdbcClient.class)
                .sql("select position from subscription_matching")
                .query(Long.class)
                .single();
    }

    private void name() {
        partner.name("site", "{\"WD_bizLocation\":[\"" + SITE + "\"]}");
    }

    private String stream(String path) {
        name();
        return partner.stream("site", receiver.url(path));
    }

    private String schedule(String path) {
        name();
        Answer made =
                partner.post("/queries/site/subscriptions", "{\"dest\":\"" + receiver.url(path) + "\"," + YEARLY + "}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("subscriptionID");
    }

    private void run(String id) {
        server.bean(DeliveryQueue.class)
                .startRun(UUID.fromString(id), server.bean(EventLog.class).head());
    }

    private long lastStatus(String id) {
        return delivery(id, "last_status");
    }

    private long delivery(String id, String member) {
        return partner.get("/queries/site/subscriptions/" + id)
                .body()
                .at("/delivery/" + member)
                .asLong(0);
    }

    /** Waits until queries go by all that was captured. */
    private void awaitMasterData() {
        String head = String.valueOf(server.bean(EventLog.class).head());
        await().until(() -> partner.get("/events?WD_bizLocation=" + SITE)
                .header("Lotledger-Log-Position")
                .equals(head));
    }

    private static String site(String... children) {
        String list = children.length == 0 ? "" : '"' + String.join("\",\"", children) + '"';
        return "{\"id\":\"" + SITE + "\",\"children\":[" + list + "]}";
    }

    private static String event(String id, String place) {
        return """
                {"type":"ObjectEvent","eventID":"ID","eventTime":"2026-06-01T00:00:00Z","eventTimeZoneOffset":"+00:00",\
                "action":"OBSERVE","epcList":["urn:epc:id:sscc:9521321.1000000001"],"bizLocation":{"id":"PLACE"}}""".replace("\"ID\"", '"' + id + '"').replace("PLACE", place);
    }

    private static String header(String places) {
        return """
                {"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:BusinessLocation",\
                "vocabularyElementList":[PLACES]}]}}""".replace("PLACES", places);
    }

    /** Captures a document that is a day newer than the one before. */
    private void capture(String places, String events) {
        creationDate = creationDate.plusSeconds(86_400);
        send("""
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"EPCISDocument",\
                "schemaVersion":"2.0","creationDate":"DATE","epcisHeader":HEADER,"epcisBody":{"eventList":[EVENTS]}}""".replace("HEADER", header(places)).replace("EVENTS", events));
    }

    private void send(String document) {
        Answer answer = partner.post("/capture", document.replace("DATE", creationDate.toString()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        String job = partner.get("/capture/" + answer.header("Location").replaceFirst(".*/", ""))
                .toString();
        assertThat(job).contains("\"success\":true");
    }
}

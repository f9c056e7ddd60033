package io.lotledger.api.capture;

import static io.lotledger.api.capture.CaptureClient.CAPTURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.RefusedEvent;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class CaptureIT {
    private static final String EVENTS = "/epcis/api/2.0/events/";

    private static final String PROCEED = "GS1-Capture-Error-Behaviour";

    private final LotledgerServer server = server();
    final EventLog log = server.bean(EventLog.class);
    final CaptureClient partner = new CaptureClient(server);

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void anAcknowledgedDocumentIsInTheLogAndItsJobSaysSo() {
        Answer posted = partner.post(Documents.of(Documents.shipping("urn:uuid:1", "L1", 40)));

        assertThat(posted.status()).isEqualTo(202);
        Answer job = partner.get(posted.header("Location"));
        assertThat(job.status()).isEqualTo(200);
        assertThat(posted.header("Location")).endsWith(CAPTURE + "/" + text(job, "captureID"));
        assertThat(job.json().get("running").booleanValue()).isFalse();
        assertThat(job.json().get("success").booleanValue()).isTrue();
        assertThat(text(job, "captureErrorBehaviour")).isEqualTo("rollback");
        assertThat(text(job, "batchStatus")).isEqualTo("ACCEPTED");
        assertThat(job.json().get("errors")).isEmpty();
        assertThat(Instant.parse(text(job, "createdAt"))).isBeforeOrEqualTo(Instant.parse(text(job, "finishedAt")));
        assertCounts(job, 1, 1, 0, 0);
        JsonNode event = job.json().get("events").get(0);
        assertThat(event.get("status").stringValue()).isEqualTo("ACCEPTED");
        assertThat(event.get("eventID").stringValue()).isEqualTo("urn:uuid:1");
        assertThat(event.get("payloadHash").stringValue()).matches("ni:///sha-256;[0-9a-f]{64}\\?ver=CBV2.0");
        assertThat(log.find(partner.organisation, "urn:uuid:1")).hasValueSatisfying(captured -> {
            assertThat(captured.captureID()).isEqualTo(text(job, "captureID"));
            assertThat(EventJson.read(captured.document()).eventID()).isEqualTo("urn:uuid:1");
        });
        assertThat(job.json().get("log_position").longValue()).isPositive().isLessThanOrEqualTo(log.head());
    }

    @Test
    void aJobIsProjectedOnceEveryReadModelCoversIt() {
        Answer posted = partner.post(Documents.of(Documents.event("L1", 40)));

        await().untilAsserted(() -> assertThat(partner.get(posted.header("Location"))
                        .json()
                        .get("projected")
                        .booleanValue())
                .isTrue());
    }

    @Test
    void theSameDocumentTwiceIsCapturedOnce() {
        String document = Documents.of(Documents.shipping("urn:uuid:1", "L1", 40), Documents.event("L2", 7));
        partner.post(document);
        long head = log.head();

        Answer again = partner.post(document.replace("\"action\":\"OBSERVE\",", "")
                .replace(
                        "\"disposition\"",
                        "\"recordTime\":\"2020-01-01T00:00:00Z\",\"action\":\"OBSERVE\",\"disposition\""));

        assertThat(again.json().get("success").booleanValue()).isTrue();
        assertCounts(again, 2, 0, 0, 2);
        assertThat(statuses(again)).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(log.head()).isEqualTo(head);
    }

    @Test
    void theSameEventTwiceInOneDocumentIsCapturedOnce() {
        String event = Documents.event("L1", 40);

        assertThat(statuses(partner.post(Documents.of(event, event)))).containsExactly("ACCEPTED", "DUPLICATE");
    }

    @Test
    void anotherContentUnderAKnownIdIsAConflictAndNeverAnOverwrite() {
        partner.post(Documents.of(Documents.shipping("urn:uuid:1", "L1", 40)));
        String document = Documents.of(Documents.shipping("urn:uuid:1", "L1", 41), Documents.event("L2", 7));

        Answer rolledBack = partner.post(document);
        Answer proceeded = partner.post(document, PROCEED, "proceed");

        assertThat(rolledBack.status()).isEqualTo(202);
        assertThat(rolledBack.json().get("success").booleanValue()).isFalse();
        assertThat(statuses(rolledBack)).containsExactly("REJECTED", "REJECTED");
        assertThat(rules(rolledBack, 0)).containsExactly("conflict");
        assertThat(rules(rolledBack, 1)).containsExactly("rollback");
        assertThat(rolledBack.json().get("errors")).hasSize(1);
        assertThat(statuses(proceeded)).containsExactly("REJECTED", "ACCEPTED");
        assertThat(text(proceeded, "batchStatus")).isEqualTo("PARTIALLY_ACCEPTED");
        assertThat(log.find(partner.organisation, "urn:uuid:1"))
                .map(EpcisEventCaptured::document)
                .hasValueSatisfying(kept -> assertThat(kept).contains("\"quantity\":40"));
    }

    @Test
    void aConflictAtTheEndOfALargeDocumentLeavesNothingOfItInTheLog() {
        partner.post(Documents.of(Documents.shipping("urn:uuid:last", "L", 40)));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) events.add(Documents.shipping("urn:uuid:" + i, "L" + i, 1));
        events.add(Documents.shipping("urn:uuid:last", "L", 41));
        long head = log.head();

        Answer rolledBack = partner.post(Documents.of(events));

        assertThat(rolledBack.status()).isEqualTo(202);
        assertThat(rolledBack.json().get("success").booleanValue()).isFalse();
        assertCounts(rolledBack, 2_501, 0, 2_501, 0);
        assertThat(log.find(partner.organisation, "urn:uuid:0")).isEmpty();
        assertThat(log.head()).isEqualTo(head);

        Answer proceeded = partner.post(Documents.of(events), PROCEED, "proceed");

        assertCounts(proceeded, 2_501, 2_500, 1, 0);
        assertThat(log.find(partner.organisation, "urn:uuid:2499")).isPresent();
    }

    @Test
    void oneFaultRollsBackTheWholeDocumentUnlessToldToProceed() {
        String faulty = Documents.event("L2", 7)
                .replace("\"shipping\"", "\"shiping\"")
                .replace("-04:00\",\"action", "Z\",\"action");
        String document = Documents.of(Documents.shipping("urn:uuid:1", "L1", 40), faulty);

        Answer rolledBack = partner.post(document);

        assertThat(rolledBack.json().get("success").booleanValue()).isFalse();
        assertThat(text(rolledBack, "batchStatus")).isEqualTo("REJECTED");
        assertCounts(rolledBack, 2, 0, 2, 0);
        assertThat(rolledBack.json().get("events").get(1).get("errors"))
                .extracting(error -> error.get("path").stringValue())
                .containsExactlyInAnyOrder(
                        "$.epcisBody.eventList[1].bizStep", "$.epcisBody.eventList[1].eventTimeZoneOffset");
        assertThat(rolledBack.response().body()).contains("did you mean 'shipping'?");
        assertThat(log.find(partner.organisation, "urn:uuid:1")).isEmpty();

        Answer proceeded = partner.post(document, PROCEED, "proceed");

        assertThat(proceeded.json().get("success").booleanValue()).isFalse();
        assertCounts(proceeded, 2, 1, 1, 0);
        assertThat(log.find(partner.organisation, "urn:uuid:1")).isPresent();
    }

    @Test
    void aDeclarationMayComeBeforeItsEventAndBothAreKept() {
        String event = Documents.shipping("urn:uuid:1", "L1", 40);
        String declaration = Documents.declaredErroneous(event);

        assertThat(statuses(partner.post(Documents.of(declaration)))).containsExactly("ACCEPTED");
        assertThat(statuses(partner.post(Documents.of(event, declaration)))).containsExactly("ACCEPTED", "DUPLICATE");

        UUID stream = LogStreams.declaration(
                partner.organisation, "urn:uuid:1", Instant.parse("2026-04-18T00:00:00Z"), "did_not_occur", List.of());
        assertThat(log.latest(List.of(stream))).containsKey(stream);
        assertThat(log.find(partner.organisation, "urn:uuid:1")).isPresent();
    }

    @Test
    void masterDataIsKeptInVersions() {
        String named = """
                [{"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
                  {"id":"https://id.gs1.org/414/4012345000054","attributes":[{"id":"cbvmda:name","attribute":"NAME"}]}]}]""";
        UUID stream = LogStreams.masterData(partner.organisation, "Location", "https://id.gs1.org/414/4012345000054");

        for (String name : List.of("Salinas", "Salinas", "Salinas Packing", "Salinas")) {
            Answer posted = partner.post(Documents.withMasterData(named.replace("NAME", name)));
            assertThat(posted.json().get("success").booleanValue()).isTrue();
        }

        LogEntry last = Objects.requireNonNull(log.latest(List.of(stream)).get(stream));
        assertThat(last.sequence()).isEqualTo(2);
        assertThat(((MasterDataCaptured) last.payload()).attributes())
                .isEqualTo(Map.of("cbvmda:name", List.of("Salinas")));
    }

    @Test
    void masterDataWithoutAnIdIsAFaultOfTheDocument() {
        String document = Documents.withMasterData(
                "[{\"type\":\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":[{}]}]",
                Documents.event("L1", 1));

        Answer posted = partner.post(document);

        assertThat(posted.json().get("success").booleanValue()).isFalse();
        assertThat(statuses(posted)).containsExactly("REJECTED");
        assertThat(posted.json().get("errors").get(0).get("detail").stringValue())
                .startsWith("$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0].id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"type\":\"EPCISDocument\"",
                "{\"type\":\"EPCISDocument\"}",
                "[]",
                "{\"a\":\"\\ud800\"}"
            })
    void whatIsNoDocumentIsRefusedAndLeavesNothing(String body) {
        Answer refused = partner.post(body);

        assertThat(refused.status()).isEqualTo(400);
        assertProblem(refused, "epcisException:ValidationException");
        assertThat(refused.json().get("errors")).isNotEmpty();
        assertThat(partner.get(CAPTURE).json()).isEmpty();
    }

    @Test
    void aDocumentThatBreaksInTheMiddleLeavesNothing() {
        String document = Documents.of(Documents.shipping("urn:uuid:1", "L1", 40), Documents.event("L2", 1));

        Answer refused = partner.post(document.substring(0, document.length() - 20), PROCEED, "proceed");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(partner.get(CAPTURE).json()).isEmpty();
        assertThat(log.find(partner.organisation, "urn:uuid:1")).isEmpty();
    }

    @Test
    void textNoDatabaseTakesIsAFaultOfItsEvent() {
        String document = Documents.of(
                Documents.event("L1", 1).replace("\"action\"", "\"ex:a\":\"\\u0000\",\"action\""),
                Documents.event("L2", 1).replace("\"action\"", "\"ex:a\":\"\\ud800\",\"action\""),
                "4711");

        Answer posted = partner.post(document);

        assertThat(posted.status()).isEqualTo(202);
        assertThat(List.of(rules(posted, 0), rules(posted, 1), rules(posted, 2)))
                .containsExactly(List.of("characters"), List.of("characters"), List.of("shape"));
    }

    @Test
    void whatIsNoKnownFormatIsRefusedWithWhatIsTaken() {
        for (String type : List.of("text/plain", "nonsense")) {
            Answer refused = partner.postAs(type, "<a/>");

            assertThat(refused.status()).isEqualTo(415);
            assertProblem(refused, "epcisException:UnsupportedMediaTypeException");
            assertThat(refused.json().get("accepted")).hasSize(8);
        }
        assertThat(partner.postAs("application/json; charset=UTF-8", Documents.of())
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anUnknownErrorBehaviourIsRefused() {
        Answer refused = partner.post(Documents.of(), PROCEED, "ignore");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("allowed")).as(refused.response().body()).hasSize(2);
    }

    @Test
    void anotherOrganisationsJobIsNotThere() {
        CaptureClient other = new CaptureClient(server);
        Answer posted = partner.post(Documents.of(Documents.event("L1", 1)));

        Answer hidden = other.get(CAPTURE + "/" + text(posted, "captureID"));

        assertThat(hidden.status()).isEqualTo(404);
        assertProblem(hidden, "epcisException:NoSuchResourceException");
        assertThat(other.get(CAPTURE).json()).isEmpty();
        assertThat(statuses(other.post(Documents.of(Documents.event("L1", 1))))).containsExactly("ACCEPTED");
    }

    @Test
    void aCaptureKeySeesItsOwnJobsAndTheirEventsOnly() {
        CaptureClient other = partner.with(server, Role.CAPTURE);
        Answer mine = partner.post(Documents.of(Documents.shipping("urn:uuid:mine", "L1", 1)));
        Answer theirs = other.post(Documents.of(Documents.shipping("urn:uuid:theirs", "L1", 2)));
        other.post(Documents.of(Documents.declaredErroneous(Documents.shipping("urn:uuid:elsewhere", "L1", 3))));

        assertThat(ids(partner)).containsExactly(text(mine, "captureID"));
        Answer hidden = partner.get(CAPTURE + "/" + text(theirs, "captureID"));
        assertThat(hidden.status()).isEqualTo(404);
        assertProblem(hidden, "epcisException:NoSuchResourceException");
        assertThat(partner.get(CAPTURE + "?nextPageToken=" + text(theirs, "captureID"))
                        .status())
                .isEqualTo(400);
        assertThat(partner.get(EVENTS + "urn:uuid:mine").status()).isEqualTo(200);
        assertThat(partner.get(EVENTS + "urn:uuid:theirs").status()).isEqualTo(404);
        assertThat(partner.get(EVENTS + "urn:uuid:elsewhere").status()).isEqualTo(404);
        assertThat(other.get(EVENTS + "urn:uuid:elsewhere").status()).isEqualTo(200);

        CaptureClient both = partner.with(server, Role.CAPTURE, Role.QUERY);
        assertThat(ids(both)).as("jobs of its own").isEmpty();
        assertThat(both.get(EVENTS + "urn:uuid:theirs").status()).isEqualTo(200);
        CaptureClient admin = partner.with(server, Role.ADMIN);
        assertThat(ids(admin)).hasSize(3);
        assertThat(admin.get(EVENTS + "urn:uuid:mine").status()).isEqualTo(200);
    }

    /** Of before keys were kept with jobs. */
    @Test
    void aJobNobodyKnowsTheKeyOfIsSeenByAdminsAlone() {
        Answer posted = partner.post(Documents.of(Documents.shipping("urn:uuid:old", "L1", 1)));
        server.bean(JdbcClient.class)
                .sql("update capture_job set key_id = null where capture_id = :id")
                .param("id", text(posted, "captureID"))
                .update();

        assertThat(ids(partner)).isEmpty();
        assertThat(partner.get(EVENTS + "urn:uuid:old").status()).isEqualTo(404);
        assertThat(ids(partner.with(server, Role.ADMIN))).containsExactly(text(posted, "captureID"));
    }

    @Test
    void aJobSaysWhoSentItAndAnOldOneThatNobodyKnows() {
        Answer posted = partner.post(Documents.of(Documents.event("W1", 1)));
        JsonNode sender = posted.json().get("sender");

        assertThat(sender.get("name").stringValue()).isEqualTo("test");
        assertThat(partner.key()).startsWith("ll_" + sender.get("key_id").stringValue() + "_");
        assertThat(partner.get(CAPTURE).json().get(0).get("sender")).isEqualTo(sender);

        server.bean(JdbcClient.class)
                .sql("update capture_job set key_id = null, key_name = null where capture_id = :id")
                .param("id", text(posted, "captureID"))
                .update();
        CaptureClient admin = partner.with(server, Role.ADMIN);
        assertThat(admin.get(posted.header("Location")).json().get("sender").isNull())
                .isTrue();
        Answer xml = admin.get(posted.header("Location"), "Accept", "application/xml");
        assertThat(xml.status()).isEqualTo(200);
    }

    @Test
    void theListIsFilteredByTimeStatusAndSender() {
        String accepted = text(partner.post(Documents.of(Documents.event("F1", 1))), "captureID");
        String faulty = Documents.event("F2", 1).replace("LBR", "lbs");
        String refused = text(partner.post(Documents.of(faulty, Documents.event("F3", 1))), "captureID");
        Answer last = partner.with(server, Role.CAPTURE)
                .post(Documents.of(faulty, Documents.event("F3", 1)), PROCEED, "proceed");
        String partly = text(last, "captureID");
        String since = text(partner.get(CAPTURE + "/" + refused), "createdAt");
        CaptureClient admin = partner.with(server, Role.ADMIN);

        assertThat(ids(admin, "?status=ACCEPTED")).containsExactly(accepted);
        assertThat(ids(admin, "?status=rejected")).containsExactly(refused);
        assertThat(ids(admin, "?status=PARTIALLY_ACCEPTED")).containsExactly(partly);
        assertThat(ids(admin, "?since=" + since)).containsExactly(partly, refused);
        assertThat(ids(admin, "?until=" + since)).containsExactly(accepted);
        assertThat(ids(admin, "?sender=another")).containsExactly(partly);
        assertThat(ids(admin, "?sender=" + partner.key().split("_")[1])).containsExactly(refused, accepted);
        assertThat(ids(partner, "?sender=another"))
                .as("another key's jobs stay hidden")
                .isEmpty();
        assertThat(ids(admin, "?sender=nobody&status=ACCEPTED")).isEmpty();

        Answer page = admin.get(CAPTURE + "?sender=test&perPage=1");
        String next = page.header("Link").replaceAll("<(.*)>.*", "$1");
        assertThat(next).contains("sender=test");
        assertThat(admin.get(next).json().get(0).get("captureID").stringValue()).isEqualTo(accepted);

        for (String bad : List.of("since=yesterday", "until=2026-11-06", "status=DONE", "sendr=x")) {
            assertThat(admin.get(CAPTURE + "?" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void aJobKeepsTheEventsItRefusedAsTheirSenderWroteThem() {
        String faulty = Documents.event("K1", 1)
                .replace("LBR", "lbs")
                .replace("\"OBSERVE\"", "\"OBSERVE\",\"ex:note\":\"<b>\"");
        Answer posted = partner.post(Documents.of(Documents.event("K2", 1), faulty, "7"));
        CaptureJobs jobs = server.bean(CaptureJobs.class);

        List<RefusedEvent> kept = jobs.refused(text(posted, "captureID"));

        assertThat(kept).extracting(RefusedEvent::index).containsExactly(1);
        assertThat(kept.get(0).event()).contains("\"uom\":\"lbs\"").contains("https://ex.example/");
        Answer again = partner.post(Documents.of(kept.get(0).event().replace("\"lbs\"", "\"LBR\"")));
        assertThat(again.json().get("acceptedCount").intValue()).isEqualTo(1);
        assertThat(jobs.refused(text(again, "captureID"))).isEmpty();
    }

    private static List<String> ids(CaptureClient client) {
        return ids(client, "");
    }

    private static List<String> ids(CaptureClient client, String query) {
        return client.get(CAPTURE + query)
                .json()
                .valueStream()
                .map(job -> job.get("captureID").stringValue())
                .toList();
    }

    @Test
    void jobsAreListedNewestFirstPageByPage() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> text(partner.post(Documents.of()), "captureID"))
                .toList();

        Answer first = partner.get(CAPTURE + "?perPage=3");
        String link = first.header("Link");
        Answer second = partner.get(link.substring(1, link.indexOf('>')));

        assertThat(first.json())
                .extracting(job -> job.get("captureID").stringValue())
                .hasSize(3);
        assertThat(link).endsWith("rel=\"next\"");
        assertThat(second.json()).hasSize(2);
        assertThat(second.header("Link")).isEmpty();
        assertThat(java.util.stream.Stream.of(first, second)
                        .flatMap(page -> page.json().valueStream())
                        .map(job -> job.get("captureID").stringValue()))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(partner.get(CAPTURE + "?nextPageToken=x").status()).isEqualTo(400);
        for (String perPage : List.of("x", "0", "-1")) {
            assertThat(partner.get(CAPTURE + "?perPage=" + perPage).status()).isEqualTo(400);
        }
    }

    @Test
    void tokenOfAPageOfJobsIsOneOfThePagedListsOfTheServer() {
        for (int i = 0; i < 3; i++) partner.post(Documents.of());
        Answer first = partner.get(CAPTURE + "?status=ACCEPTED&perPage=1");
        String next = first.header("Link").replaceAll("<(.*)>.*", "$1");
        String token = next.replaceAll(".*nextPageToken=", "");

        assertThat(first.header("GS1-Next-Page-Token-Expires")).isNotEmpty();
        assertThat(partner.get(next).status()).isEqualTo(200);
        for (String other : List.of("?status=REJECTED&nextPageToken=" + token, "?status=ACCEPTED&nextPageToken=x")) {
            Answer refused = partner.get(CAPTURE + other);
            assertThat(refused.status()).as(other).isEqualTo(400);
            assertProblem(refused, "epcisException:QueryParameterException");
        }
        assertThat(partner.send("DELETE", "/epcis/api/2.0/nextPageToken/" + token)
                        .status())
                .isEqualTo(204);
        assertThat(partner.get(next).status()).isEqualTo(400);
    }

    @Test
    void optionsSayWhatCanBeDone() {
        Answer options = partner.send("OPTIONS", CAPTURE);

        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).contains("GET", "POST", "OPTIONS");
        assertThat(partner.send("DELETE", CAPTURE).status()).isEqualTo(405);
    }

    @Test
    void overlappingPostsAtOnceCaptureEachEventOnce() throws Exception {
        List<String> events = IntStream.range(0, 200)
                .mapToObj(i -> Documents.event("L" + i, i))
                .toList();
        List<Callable<Answer>> posts = IntStream.range(0, 8)
                .<Callable<Answer>>mapToObj(i -> () -> partner.post(Documents.of(events.subList(i * 10, i * 10 + 120))))
                .toList();

        ExecutorService senders = Executors.newFixedThreadPool(8);
        int accepted = 0;
        for (Future<Answer> posted : senders.invokeAll(posts)) {
            Answer answer = posted.get();
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().get("success").booleanValue()).isTrue();
            accepted += answer.json().get("acceptedCount").intValue();
        }
        senders.shutdown();

        assertThat(accepted).isEqualTo(190);
    }

    @Test
    void tenThousandEventsAreOneJobAndKnownWhenTheyAreSentAgain() {
        List<String> events = IntStream.range(0, 10_000)
                .mapToObj(i -> Documents.event("L" + i, i))
                .toList();
        String document = Documents.of(events);

        Answer posted = partner.post(document);

        assertCounts(posted, 10_000, 10_000, 0, 0);
        assertThat(posted.json().get("events")).hasSize(1000);
        assertThat(posted.json().get("next_from_event").intValue()).isEqualTo(1000);
        Answer later = partner.get(CAPTURE + "/" + text(posted, "captureID") + "?from_event=9500");
        assertThat(later.json().get("events")).hasSize(500);
        assertCounts(partner.post(document), 10_000, 0, 0, 10_000);
    }

    private static void assertCounts(Answer job, int total, int accepted, int rejected, int duplicate) {
        assertThat(List.of("totalCount", "acceptedCount", "rejectedCount", "duplicateCount"))
                .extracting(name -> job.json().get(name).intValue())
                .containsExactly(total, accepted, rejected, duplicate);
    }

    private static void assertProblem(Answer answer, String type) {
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(text(answer, "type")).isEqualTo(type);
        assertThat(answer.json().path("status").asInt(0))
                .as(answer.response().body())
                .isEqualTo(answer.status());
        assertThat(text(answer, "detail")).isNotBlank();
    }

    private static List<String> statuses(Answer job) {
        return job.json()
                .get("events")
                .valueStream()
                .map(event -> event.get("status").stringValue())
                .toList();
    }

    private static List<String> rules(Answer job, int event) {
        return job.json()
                .get("events")
                .get(event)
                .get("errors")
                .valueStream()
                .map(error -> error.get("rule").stringValue())
                .toList();
    }

    private static String text(Answer answer, String name) {
        return answer.json().get(name).stringValue();
    }
}

package io.lotledger.api.capture;

import static io.lotledger.api.capture.CaptureClient.CAPTURE;
import static io.lotledger.api.capture.CaptureClient.ERROR_BEHAVIOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
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
import tools.jackson.databind.JsonNode;

/** What is acknowledged is in the log, once, and what is refused leaves nothing there. */
class CaptureIT {
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
        assertThat(posted.header("Location")).endsWith(CAPTURE + "/" + job.text("captureID"));
        assertThat(job.json().get("running").booleanValue()).isFalse();
        assertThat(job.json().get("success").booleanValue()).isTrue();
        assertThat(job.text("captureErrorBehaviour")).isEqualTo("rollback");
        assertThat(job.text("batchStatus")).isEqualTo("ACCEPTED");
        assertThat(job.json().get("errors")).isEmpty();
        assertThat(Instant.parse(job.text("createdAt"))).isBeforeOrEqualTo(Instant.parse(job.text("finishedAt")));
        assertCounts(job, 1, 1, 0, 0);
        JsonNode event = job.json().get("events").get(0);
        assertThat(event.get("status").stringValue()).isEqualTo("ACCEPTED");
        assertThat(event.get("eventID").stringValue()).isEqualTo("urn:uuid:1");
        assertThat(event.get("payloadHash").stringValue()).matches("ni:///sha-256;[0-9a-f]{64}\\?ver=CBV2.0");
        assertThat(log.find(partner.organisation, "urn:uuid:1")).hasValueSatisfying(captured -> {
            assertThat(captured.captureID()).isEqualTo(job.text("captureID"));
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
        assertThat(again.statuses()).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(log.head()).isEqualTo(head);
    }

    @Test
    void theSameEventTwiceInOneDocumentIsCapturedOnce() {
        String event = Documents.event("L1", 40);

        assertThat(partner.post(Documents.of(event, event)).statuses()).containsExactly("ACCEPTED", "DUPLICATE");
    }

    @Test
    void anotherContentUnderAKnownIdIsAConflictAndNeverAnOverwrite() {
        partner.post(Documents.of(Documents.shipping("urn:uuid:1", "L1", 40)));
        String document = Documents.of(Documents.shipping("urn:uuid:1", "L1", 41), Documents.event("L2", 7));

        Answer rolledBack = partner.post(document);
        Answer proceeded = partner.post(document, ERROR_BEHAVIOUR, "proceed");

        assertThat(rolledBack.status()).isEqualTo(202);
        assertThat(rolledBack.json().get("success").booleanValue()).isFalse();
        assertThat(rolledBack.statuses()).containsExactly("REJECTED", "REJECTED");
        assertThat(rolledBack.rules(0)).containsExactly("conflict");
        assertThat(rolledBack.rules(1)).containsExactly("rollback");
        assertThat(rolledBack.json().get("errors")).hasSize(1);
        assertThat(proceeded.statuses()).containsExactly("REJECTED", "ACCEPTED");
        assertThat(proceeded.text("batchStatus")).isEqualTo("PARTIALLY_ACCEPTED");
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

        Answer proceeded = partner.post(Documents.of(events), ERROR_BEHAVIOUR, "proceed");

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
        assertThat(rolledBack.text("batchStatus")).isEqualTo("REJECTED");
        assertCounts(rolledBack, 2, 0, 2, 0);
        assertThat(rolledBack.json().get("events").get(1).get("errors"))
                .extracting(error -> error.get("path").stringValue())
                .containsExactlyInAnyOrder(
                        "$.epcisBody.eventList[1].bizStep", "$.epcisBody.eventList[1].eventTimeZoneOffset");
        assertThat(rolledBack.response().body()).contains("did you mean 'shipping'?");
        assertThat(log.find(partner.organisation, "urn:uuid:1")).isEmpty();

        Answer proceeded = partner.post(document, ERROR_BEHAVIOUR, "proceed");

        assertThat(proceeded.json().get("success").booleanValue()).isFalse();
        assertCounts(proceeded, 2, 1, 1, 0);
        assertThat(log.find(partner.organisation, "urn:uuid:1")).isPresent();
    }

    @Test
    void aDeclarationMayComeBeforeItsEventAndBothAreKept() {
        String event = Documents.shipping("urn:uuid:1", "L1", 40);
        String declaration = Documents.declaredErroneous(event);

        assertThat(partner.post(Documents.of(declaration)).statuses()).containsExactly("ACCEPTED");
        assertThat(partner.post(Documents.of(event, declaration)).statuses()).containsExactly("ACCEPTED", "DUPLICATE");

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
        Answer later = partner.get(CAPTURE + "/" + posted.text("captureID") + "?from_event=9500");
        assertThat(later.json().get("events")).hasSize(500);
        assertCounts(partner.post(document), 10_000, 0, 0, 10_000);
    }

    private static void assertCounts(Answer job, int total, int accepted, int rejected, int duplicate) {
        assertThat(List.of("totalCount", "acceptedCount", "rejectedCount", "duplicateCount"))
                .extracting(name -> job.json().get(name).intValue())
                .containsExactly(total, accepted, rejected, duplicate);
    }
}

package io.lotledger.api.capture;

import static io.lotledger.api.capture.CaptureClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.projections.index.ErrorDeclarations;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which events and declarations are the same one, however their ids are spelled and in whatever order they stand. */
class EventIdentityIT {
    private final LotledgerServer server = LotledgerServer.shared();
    private final CaptureClient partner = new CaptureClient(server);

    @Test
    void uuidInCapitalLettersIsTheSameEventId() {
        String id = "urn:uuid:" + UUID.randomUUID();
        String capitals = "urn:uuid:" + id.substring(9).toUpperCase(Locale.ROOT);
        Answer posted = partner.post(Documents.of(Documents.shipping(capitals, "L1", 40)));

        assertThat(posted.eventIDs()).containsExactly(id);
        assertThat(partner.post(Documents.of(Documents.shipping(id, "L1", 40))).statuses())
                .containsExactly("DUPLICATE");
        assertThat(partner.post(Documents.of(Documents.shipping(capitals, "L1", 40)))
                        .statuses())
                .containsExactly("DUPLICATE");
        assertThat(partner.post(Documents.of(Documents.shipping(capitals, "L1", 41)))
                        .statuses())
                .containsExactly("REJECTED");
        Answer declared =
                partner.post(Documents.of(Documents.declaredErroneous(Documents.shipping(capitals, "L1", 40))));
        assertThat(declared.eventIDs()).containsExactly(id);
        Answer found = partner.get("/epcis/api/2.0/events/" + capitals);
        assertThat(found.json().findValue("eventList").findValuesAsString("eventID"))
                .as("the event and, from the index, its declaration")
                .containsExactly(id, id);
        assertThat(found.header("Lotledger-Log-Position")).isNotEmpty();
    }

    @Test
    void eventOfAnOlderLogKeepsItsCapitalLetters() {
        String capitals = "urn:uuid:" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        String event = Documents.shipping(capitals, "L1", 40);
        partner.post(Documents.of(event));
        EventLog log = server.bean(EventLog.class);
        EpcisEventCaptured stored = log.find(partner.organisation, capitals.toLowerCase(Locale.ROOT))
                .orElseThrow();
        CaptureClient older = new CaptureClient(server);
        log.append(List.of(new LogEntry(
                LogStreams.event(older.organisation, capitals),
                0,
                stored.recordTime(),
                new EpcisEventCaptured(
                        older.organisation,
                        "1",
                        capitals,
                        stored.recordTime(),
                        EventJson.renamed(stored.document(), capitals),
                        stored.contentHash()))));

        Answer again = older.post(Documents.of(event));
        Answer declared = older.post(Documents.of(Documents.declaredErroneous(event)));

        assertThat(again.statuses()).containsExactly("DUPLICATE");
        assertThat(again.eventIDs()).containsExactly(capitals);
        assertThat(declared.statuses()).containsExactly("ACCEPTED");
        assertThat(declared.eventIDs()).containsExactly(capitals);
    }

    @Test
    void compactEventIdIsTheUriThatItStandsFor() {
        String compact = Documents.of(Documents.shipping("ex:1", "L1", 40));
        String uri = Documents.of(Documents.shipping("https://ex.example/1", "L1", 40));
        String declared = Documents.of(Documents.correctedBy(Documents.shipping("ex:1", "L1", 40), "ex:3", "ex:2"));

        Answer posted = partner.post(compact);

        assertThat(posted.statuses()).containsExactly("ACCEPTED");
        assertThat(posted.eventIDs()).containsExactly("https://ex.example/1");
        assertThat(partner.post(uri).statuses()).containsExactly("DUPLICATE");
        assertThat(partner.post(compact).statuses()).containsExactly("DUPLICATE");
        assertThat(partner.post(compact.replace("/10/L1", "/10/L2")).statuses()).containsExactly("REJECTED");
        assertThat(partner.post(ofAnother(compact)).eventIDs()).containsExactly("https://other.example/1");
        assertThat(partner.post(declared).statuses()).containsExactly("ACCEPTED");
        assertThat(partner.post(declared.replace("ex:1", "https://ex.example/1")
                                .replace("ex:3", "https://ex.example/3"))
                        .statuses())
                .containsExactly("DUPLICATE");
        await().untilAsserted(() -> assertThat(partner.get("/epcis/api/2.0/events/"
                                + URLEncoder.encode("https://ex.example/1", StandardCharsets.UTF_8))
                        .json()
                        .findValue("eventList"))
                .as("the event and, from the index, its declaration")
                .hasSize(2));
    }

    @Test
    void eventOfAnOlderLogKeepsItsCompactId() {
        String event = Documents.of(Documents.shipping("ex:1", "L1", 40));
        partner.post(event);
        EventLog log = server.bean(EventLog.class);
        EpcisEventCaptured stored =
                log.find(partner.organisation, "https://ex.example/1").orElseThrow();
        CaptureClient older = new CaptureClient(server);
        log.append(List.of(new LogEntry(
                LogStreams.event(older.organisation, "ex:1"),
                0,
                stored.recordTime(),
                new EpcisEventCaptured(
                        older.organisation,
                        "1",
                        "ex:1",
                        stored.recordTime(),
                        EventJson.renamed(stored.document(), "ex:1"),
                        stored.contentHash()))));

        Answer again = older.post(event);
        Answer declared = older.post(Documents.of(Documents.declaredErroneous(Documents.shipping("ex:1", "L1", 40))));

        assertThat(again.statuses()).containsExactly("DUPLICATE");
        assertThat(again.eventIDs()).containsExactly("ex:1");
        assertThat(older.post(event.replace("/10/L1", "/10/L2")).statuses()).containsExactly("REJECTED");
        assertThat(declared.statuses()).containsExactly("ACCEPTED");
        assertThat(declared.eventIDs()).containsExactly("ex:1");
        assertThat(older.post(ofAnother(event)).eventIDs()).containsExactly("https://other.example/1");
    }

    /** The document under another meaning of its prefix. */
    private static String ofAnother(String document) {
        return document.replace("https://ex.example/", "https://other.example/");
    }

    @Test
    void uuidInCapitalsIsFoundWhereverItIsNamed() {
        ApiClient reader = new ApiClient(
                server.baseUrl(),
                server.bean(ApiKeys.class).create(partner.organisation, "reader", Set.of(Role.QUERY)));
        String right = "URN:UUID:AB" + UUID.randomUUID().toString().substring(2).toUpperCase(Locale.ROOT);
        String wrong = "urn:uuid:AC" + UUID.randomUUID().toString().substring(2).toUpperCase(Locale.ROOT);
        partner.post(Documents.of(
                Documents.shipping(wrong, "L1", 40),
                Documents.shipping(right, "L1", 41),
                Documents.correctedBy(Documents.shipping(wrong, "L1", 40), right)));

        for (String spelling : List.of(right, right.toLowerCase(Locale.ROOT))) {
            assertThat(partner.get("/epcis/api/2.0/events/" + spelling).status())
                    .as(spelling)
                    .isEqualTo(200);
            for (String parameter : List.of("EQ_eventID", "EQ_correctiveEventID"))
                assertThat(reader.query("/events?" + parameter + "=" + spelling).text())
                        .as(parameter + spelling)
                        .contains("\"type\":\"ObjectEvent\"");
            assertThat(server.bean(ErrorDeclarations.class).correctedBy(partner.organisation, spelling))
                    .as("what the page of the event says")
                    .containsExactly(wrong.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void declarationPostedAloneIsToldWhatIsStored() {
        String event = Documents.shipping("urn:uuid:1", "L1", 40);
        String declared = Documents.declaredErroneous(event);
        partner.postEvent(event);
        assertThat(partner.postEvent(declared).status()).isEqualTo(201);

        Answer again = partner.postEvent(declared);
        Answer other = partner.postEvent(declared.replace("L1", "L2"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(text(again.json(), "detail")).isEqualTo("This declaration is already stored with identical content");
        assertThat(other.status()).isEqualTo(409);
        assertThat(text(other.json(), "detail"))
                .startsWith("This declaration is already stored with other content")
                .doesNotContain("send an error declaration");
    }

    @Test
    void declarationsThatDifferInOneTextAreNotTheSame() {
        String declared = Documents.declaredErroneous(Documents.shipping("urn:uuid:1", "L1", 40));
        partner.post(Documents.of(declared.replace("\"reason\"", "\"ex:note\":\"1.0\",\"reason\"")));

        Answer other = partner.post(Documents.of(declared.replace("\"reason\"", "\"ex:note\":\"1.00\",\"reason\"")));

        assertThat(other.statuses()).containsExactly("REJECTED");
        assertThat(text(other.event(0).get("errors").get(0), "rule")).isEqualTo("conflict");
    }

    @Test
    void orderAndLetterCaseOfCorrectiveEventIdsSayNothing() {
        String event = Documents.shipping("urn:uuid:1", "L1", 40);

        Answer first = partner.post(Documents.of(Documents.correctedBy(event, "urn:uuid:fb", "urn:uuid:fa")));

        assertThat(first.statuses()).containsExactly("ACCEPTED");
        assertThat(partner.post(Documents.of(
                                Documents.correctedBy(event, "urn:uuid:fb", "urn:uuid:fa"),
                                Documents.correctedBy(event, "urn:uuid:fa", "urn:uuid:fb"),
                                Documents.correctedBy(event, "urn:uuid:FA", "urn:uuid:fb"),
                                Documents.correctedBy(event, "urn:uuid:fa", "urn:uuid:fc")))
                        .statuses())
                .containsExactly("DUPLICATE", "DUPLICATE", "DUPLICATE", "ACCEPTED");
    }

    @Test
    void declarationOfAnOlderLogIsFoundByItsIdsAsTheyWereSent() {
        String declaration =
                Documents.correctedBy(Documents.shipping("urn:uuid:1", "L1", 40), "urn:uuid:FB", "urn:uuid:fa");
        partner.post(Documents.of(declaration));
        EventLog log = server.bean(EventLog.class);
        Instant declared = Instant.parse("2026-04-18T00:00:00Z");
        UUID stream = LogStreams.declaration(
                partner.organisation, "urn:uuid:1", declared, "did_not_occur", List.of("urn:uuid:fa", "urn:uuid:fb"));
        EpcisEventCaptured stored = (EpcisEventCaptured)
                Objects.requireNonNull(log.latest(List.of(stream)).get(stream)).payload();
        CaptureClient older = new CaptureClient(server);
        log.append(List.of(new LogEntry(
                LogStreams.declaration(
                        older.organisation,
                        "urn:uuid:1",
                        declared,
                        "did_not_occur",
                        List.of("urn:uuid:FB", "urn:uuid:fa")),
                0,
                stored.recordTime(),
                new EpcisEventCaptured(
                        older.organisation,
                        "1",
                        "urn:uuid:1",
                        stored.recordTime(),
                        stored.document(),
                        "sha-256:of an earlier version"))));

        assertThat(older.post(Documents.of(declaration)).statuses()).containsExactly("DUPLICATE");
        assertThat(older.post(Documents.of(declaration.replace("L1", "L2"))).statuses())
                .containsExactly("REJECTED");
    }
}

package io.lotledger.api.capture;

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
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.index.ErrorDeclarations;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Which events are the same one. Their hash does not decide it: events with different contents may share a hash. */
class EventIdentityIT {
    private static final String SAME_HASH = "same-hash";

    private final LotledgerServer server = LotledgerServer.shared();
    private final JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
    private final CaptureClient partner = new CaptureClient(server);

    /** Two events that differ in one text only. */
    private record Pair(String one, String other) {
        static Pair of(String member, String one, String other) {
            return new Pair(with(member, one), with(member, other));
        }

        Pair named(String eventID) {
            return new Pair(named(one, eventID), named(other, eventID));
        }

        private static String named(String event, String eventID) {
            return "{\"eventID\":\"" + eventID + "\"," + event.substring(1);
        }
    }

    private static String with(String member, String value) {
        String event = Documents.event("L1", 40);
        return switch (member) {
            case "eventTime" -> event.replace("2026-04-17T09:26:42-04:00", value);
            case "lot" -> event.replace("/10/L1", value);
            case "bizTransaction" -> event.replace("urn:epcglobal:cbv:bt:4012345000054:856-1", value);
            case "quantity" -> event.replace("\"quantity\":40", "\"quantity\":" + value);
            case "ilmd" ->
                event.replace("OBSERVE", "ADD")
                        .replace("\"quantityList\"", "\"ilmd\":{\"cbvmda:lotNumber\":" + value + "},\"quantityList\"");
            default -> event.replace("\"action\"", "\"" + member + "\":" + value + ",\"action\"");
        };
    }

    private static final Pair LOT_NUMBERS = Pair.of("ilmd", "\"260415.1\"", "\"260415.10\"");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "ilmd, \"260415.1\", \"260415.10\"",
                "ex:code, \"007\", \"7\"",
                "ex:code, 12.5, 12.50",
                "ex:code, \"1e3\", \"1000\"",
                "quantity, 40.0, 40.00",
                "lot, /10/L1?linkType=gs1:pip, /10/L1",
                "lot, /22/2A/10/L1, /22/2B/10/L1",
                "bizTransaction, https://id.gs1.org/253/4012345000054A?x=1, https://id.gs1.org/253/4012345000054A?x=2",
                "eventTime, 2026-04-17T09:26:42.1231-04:00, 2026-04-17T09:26:42.1232-04:00",
            })
    void differentContentsWithOneHashAreTwoEvents(String member, String one, String other) {
        Pair events = Pair.of(member, one, other);

        JsonNode first = event(partner.post(Documents.of(events.one)), 0);
        JsonNode second = event(partner.post(Documents.of(events.other)), 0);

        assertThat(text(second, "payloadHash")).as("one hash").isEqualTo(text(first, "payloadHash"));
        assertThat(List.of(text(first, "status"), text(second, "status"))).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(text(first, "eventID")).isEqualTo(text(first, "payloadHash"));
        assertThat(text(second, "eventID")).isNotEqualTo(text(first, "eventID"));
        assertThat(warnings(first)).isEmpty();
        assertThat(second.get("warnings").get(0).get("message").stringValue())
                .contains(text(first, "payloadHash"))
                .contains(text(second, "eventID"));
        Answer again = partner.post(Documents.of(events.other, events.one));
        assertThat(statuses(again)).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(ids(again)).containsExactly(text(second, "eventID"), text(first, "eventID"));
    }

    @Test
    void differentContentsWithOneHashInOneDocumentAreTwoEvents() {
        Answer posted = partner.post(Documents.of(LOT_NUMBERS.one, LOT_NUMBERS.other, LOT_NUMBERS.one));

        assertThat(statuses(posted)).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
        assertThat(warnings(event(posted, 1))).containsExactly(SAME_HASH);
        Answer reversed = partner.post(Documents.of(LOT_NUMBERS.other, LOT_NUMBERS.one));
        assertThat(statuses(reversed)).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(ids(reversed))
                .containsExactly(ids(posted).get(1), ids(posted).get(0));
    }

    @Test
    void differentContentsWithOneHashInOneLargeDocumentAreTwoEvents() {
        List<String> events = new ArrayList<>(IntStream.range(0, 1_100)
                .mapToObj(i -> Documents.event("L" + i, i))
                .toList());
        events.add(0, LOT_NUMBERS.one);
        events.add(LOT_NUMBERS.other);
        String document = Documents.of(events);

        Answer posted = partner.post(document);
        Answer again = partner.post(document);

        assertThat(posted.json().get("acceptedCount").intValue()).isEqualTo(1_102);
        JsonNode last = event(partner.get(posted.header("Location") + "?from_event=1101"), 0);
        assertThat(warnings(last)).containsExactly(SAME_HASH);
        assertThat(again.json().get("duplicateCount").intValue()).isEqualTo(1_102);
    }

    @Test
    void differentContentsWithOneHashAtOnceAreTwoEventsHoweverTheyAreGrouped() throws Exception {
        List<Callable<Answer>> posts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String event = with("ex:code", "\"7" + ".0".substring(0, i % 3 == 0 ? 0 : 2) + "0".repeat(i % 3) + "\"");
            posts.add(() -> partner.post(Documents.of(event)));
        }
        ExecutorService senders = Executors.newFixedThreadPool(24);
        Set<String> ids = new HashSet<>();
        int accepted = 0;
        for (Future<Answer> posted : senders.invokeAll(posts)) {
            accepted += posted.get().json().get("acceptedCount").intValue();
            ids.addAll(ids(posted.get()));
        }
        senders.shutdown();

        assertThat(accepted).isEqualTo(3);
        assertThat(ids).hasSize(3);
    }

    @Test
    void differentContentUnderOneEventIdIsAConflict() {
        Pair events = LOT_NUMBERS.named("urn:uuid:1");
        partner.post(Documents.of(events.one));

        Answer inADocument = partner.post(Documents.of(events.other), "GS1-Capture-Error-Behaviour", "proceed");
        Answer alone = postEvent(events.other);
        Answer together =
                partner.post(Documents.of(LOT_NUMBERS.named("urn:uuid:2").one, LOT_NUMBERS.named("urn:uuid:2").other));

        assertThat(statuses(inADocument)).containsExactly("REJECTED");
        JsonNode error = event(inADocument, 0).get("errors").get(0);
        assertThat(text(error, "rule")).isEqualTo("conflict");
        assertThat(text(error, "message")).contains("error declaration");
        assertThat(alone.status()).isEqualTo(409);
        assertThat(alone.json().get("same_content").booleanValue()).isFalse();
        assertThat(statuses(together)).containsExactly("REJECTED", "REJECTED");
    }

    @Test
    void eventPostedAloneGetsAnIdOfItsOwnToo() {
        postEvent(LOT_NUMBERS.one);

        Answer created = postEvent(LOT_NUMBERS.other);
        Answer again = postEvent(LOT_NUMBERS.other);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Lotledger-Warning")).contains(SAME_HASH);
        String id = text(created.json(), "eventID");
        assertThat(created.header("Location")).endsWith("/events/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        JsonNode kept = partner.get(created.header("Location")).json();
        assertThat(kept.findValue("eventList").get(0).get("eventID").stringValue())
                .isEqualTo(id);
        assertThat(kept.findValue("cbvmda:lotNumber").stringValue()).isEqualTo("260415.10");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("same_content").booleanValue()).isTrue();
        assertThat(text(again.json(), "eventID")).isEqualTo(id);
    }

    @Test
    void xmlTwinsAreRecognisedEachByItself() {
        Answer posted = partner.post(Documents.of(LOT_NUMBERS.one, LOT_NUMBERS.other));

        assertThat(ids(posted)).doesNotHaveDuplicates();
        for (String id : ids(posted)) {
            String xml = partner.get(
                            "/epcis/api/2.0/events/" + URLEncoder.encode(id, StandardCharsets.UTF_8),
                            "Accept",
                            "application/xml",
                            "GS1-EPC-Format",
                            "Never_Translates")
                    .response()
                    .body();
            String unnamed = xml.replaceAll("<eventID>.*?</eventID>", "");

            assertThat(unnamed).isNotEqualTo(xml);
            Answer twin = partner.postAs("application/xml", unnamed);
            assertThat(statuses(twin)).containsExactly("DUPLICATE");
            assertThat(ids(twin)).containsExactly(id);
        }
    }

    @Test
    void declarationGoesToTheEventOfItsOwnContent() {
        List<String> ids = ids(partner.post(Documents.of(LOT_NUMBERS.one, LOT_NUMBERS.other)));

        Answer declared = partner.post(Documents.of(
                Documents.declaredErroneous(LOT_NUMBERS.other), Documents.declaredErroneous(LOT_NUMBERS.one)));
        Answer again = partner.post(Documents.of(Documents.declaredErroneous(LOT_NUMBERS.other)));

        assertThat(statuses(declared)).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(ids(declared)).containsExactly(ids.get(1), ids.get(0));
        assertThat(statuses(again)).containsExactly("DUPLICATE");
    }

    @Test
    void declarationPostedAloneIsToldWhatIsStored() {
        String event = Documents.shipping("urn:uuid:1", "L1", 40);
        String declared = Documents.declaredErroneous(event);
        postEvent(event);
        assertThat(postEvent(declared).status()).isEqualTo(201);

        Answer again = postEvent(declared);
        Answer other = postEvent(declared.replace("L1", "L2"));

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

        assertThat(statuses(other)).containsExactly("REJECTED");
        assertThat(text(event(other, 0).get("errors").get(0), "rule")).isEqualTo("conflict");
    }

    /** Entries made before this rule hold a CBV hash, or none, where the digest of the content is today. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void entryOfAnOlderVersionIsComparedByItsDocument(boolean withoutHash) {
        JsonNode first = event(partner.post(Documents.of(LOT_NUMBERS.one)), 0);
        String old = withoutHash ? "" : ",\"contentHash\":\"" + text(first, "payloadHash") + "\"";
        int changed = jdbc.update(
                """
                update domain_event
                   set payload = convert_to(regexp_replace(convert_from(payload, 'UTF8'), ',"contentHash":"[^"]*"', ?), 'UTF8')
                 where aggregate_identifier = ?""",
                old,
                LogStreams.event(partner.organisation, text(first, "eventID")).toString());
        assertThat(changed).isEqualTo(1);

        assertThat(statuses(partner.post(Documents.of(LOT_NUMBERS.one)))).containsExactly("DUPLICATE");
        assertThat(statuses(partner.post(Documents.of(LOT_NUMBERS.other)))).containsExactly("ACCEPTED");
        assertThat(statuses(partner.post(Documents.of(LOT_NUMBERS.other)))).containsExactly("DUPLICATE");
    }

    @Test
    void uuidInCapitalLettersIsTheSameEventId() {
        String id = "urn:uuid:" + UUID.randomUUID();
        String capitals = "urn:uuid:" + id.substring(9).toUpperCase(Locale.ROOT);
        Answer posted = partner.post(Documents.of(Documents.shipping(capitals, "L1", 40)));

        assertThat(ids(posted)).containsExactly(id);
        assertThat(statuses(partner.post(Documents.of(Documents.shipping(id, "L1", 40)))))
                .containsExactly("DUPLICATE");
        assertThat(statuses(partner.post(Documents.of(Documents.shipping(capitals, "L1", 40)))))
                .containsExactly("DUPLICATE");
        assertThat(statuses(partner.post(Documents.of(Documents.shipping(capitals, "L1", 41)))))
                .containsExactly("REJECTED");
        Answer declared =
                partner.post(Documents.of(Documents.declaredErroneous(Documents.shipping(capitals, "L1", 40))));
        assertThat(ids(declared)).containsExactly(id);
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

        assertThat(statuses(again)).containsExactly("DUPLICATE");
        assertThat(ids(again)).containsExactly(capitals);
        assertThat(statuses(declared)).containsExactly("ACCEPTED");
        assertThat(ids(declared)).containsExactly(capitals);
    }

    @Test
    void compactEventIdIsTheUriThatItStandsFor() {
        String compact = Documents.of(Documents.shipping("ex:1", "L1", 40));
        String uri = Documents.of(Documents.shipping("https://ex.example/1", "L1", 40));
        String declared = Documents.of(correctedBy(Documents.shipping("ex:1", "L1", 40), "ex:3", "ex:2"));

        Answer posted = partner.post(compact);

        assertThat(statuses(posted)).containsExactly("ACCEPTED");
        assertThat(ids(posted)).containsExactly("https://ex.example/1");
        assertThat(statuses(partner.post(uri))).containsExactly("DUPLICATE");
        assertThat(statuses(partner.post(compact))).containsExactly("DUPLICATE");
        assertThat(statuses(partner.post(compact.replace("/10/L1", "/10/L2")))).containsExactly("REJECTED");
        assertThat(ids(partner.post(ofAnother(compact)))).containsExactly("https://other.example/1");
        assertThat(statuses(partner.post(declared))).containsExactly("ACCEPTED");
        assertThat(statuses(partner.post(
                        declared.replace("ex:1", "https://ex.example/1").replace("ex:3", "https://ex.example/3"))))
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

        assertThat(statuses(again)).containsExactly("DUPLICATE");
        assertThat(ids(again)).containsExactly("ex:1");
        assertThat(statuses(older.post(event.replace("/10/L1", "/10/L2")))).containsExactly("REJECTED");
        assertThat(statuses(declared)).containsExactly("ACCEPTED");
        assertThat(ids(declared)).containsExactly("ex:1");
        assertThat(ids(older.post(ofAnother(event)))).containsExactly("https://other.example/1");
    }

    /** The document under another meaning of its prefix. */
    private static String ofAnother(String document) {
        return document.replace("https://ex.example/", "https://other.example/");
    }

    @Test
    void orderAndLetterCaseOfCorrectiveEventIdsSayNothing() {
        String event = Documents.shipping("urn:uuid:1", "L1", 40);

        Answer first = partner.post(Documents.of(correctedBy(event, "urn:uuid:fb", "urn:uuid:fa")));

        assertThat(statuses(first)).containsExactly("ACCEPTED");
        assertThat(statuses(partner.post(Documents.of(
                        correctedBy(event, "urn:uuid:fb", "urn:uuid:fa"),
                        correctedBy(event, "urn:uuid:fa", "urn:uuid:fb"),
                        correctedBy(event, "urn:uuid:FA", "urn:uuid:fb"),
                        correctedBy(event, "urn:uuid:fa", "urn:uuid:fc")))))
                .containsExactly("DUPLICATE", "DUPLICATE", "DUPLICATE", "ACCEPTED");
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
                correctedBy(Documents.shipping(wrong, "L1", 40), right)));

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
    void declarationOfAnOlderLogIsFoundByItsIdsAsTheyWereSent() {
        String declaration = correctedBy(Documents.shipping("urn:uuid:1", "L1", 40), "urn:uuid:FB", "urn:uuid:fa");
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

        assertThat(statuses(older.post(Documents.of(declaration)))).containsExactly("DUPLICATE");
        assertThat(statuses(older.post(Documents.of(declaration.replace("L1", "L2")))))
                .containsExactly("REJECTED");
    }

    /** An entry of an earlier version holds the digest that its version gave it. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "certificationInfo | [\"https://a.example/1\",\"https://a.example/2\"] | [\"https://a.example/2\",\"https://a.example/1\"]",
                "ex:points | [[1,2],[3]] | [1,2,3]",
                "ex:points | [1,[2,3]] | [1,2,3]",
                "lot | https://brand.example/01/ | https://id.gs1.org/01/"
            },
            delimiter = '|')
    void formsOfOneContentAreOneEventAlsoInAnOlderLog(String member, String one, String other) {
        Pair events = member.equals("lot")
                ? new Pair(Documents.event("L1", 40).replace(other, one), Documents.event("L1", 40))
                : Pair.of(member, one, other);
        events = events.named("urn:uuid:1");

        assertThat(statuses(partner.post(Documents.of(events.one)))).containsExactly("ACCEPTED");
        assertThat(statuses(partner.post(Documents.of(events.other)))).containsExactly("DUPLICATE");
        int changed = jdbc.update(
                """
                update domain_event
                   set payload = convert_to(regexp_replace(convert_from(payload, 'UTF8'), '"contentHash":"[^"]*"', '"contentHash":"sha-256:old"'), 'UTF8')
                 where aggregate_identifier = ?""", LogStreams.event(partner.organisation, "urn:uuid:1").toString());
        assertThat(changed).isEqualTo(1);
        assertThat(statuses(partner.post(Documents.of(events.other, events.one))))
                .containsExactly("DUPLICATE", "DUPLICATE");
    }

    /** What a writer recorded while a document waited for the log is recorded before it. */
    @Test
    void recordTimeIsTakenUnderTheWritersLock() {
        Instant[] recorded = new Instant[1];
        List<CompletableFuture<Answer>> posted = new ArrayList<>();
        EventLog log = server.bean(EventLog.class);
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            jdbc.query("select pg_advisory_xact_lock(" + 0x6c6f746c65646772L + ")", row -> {});
            posted.add(CompletableFuture.supplyAsync(
                    () -> partner.post(Documents.of(Documents.shipping("urn:uuid:1", "L1", 40)))));
            await().until(() -> Integer.valueOf(1)
                    .equals(jdbc.queryForObject(
                            "select count(*) from pg_locks where locktype = 'advisory' and not granted",
                            Integer.class)));
            recorded[0] = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS); // another node's clock is ahead
            UUID other = UUID.randomUUID();
            log.append(List.of(new LogEntry(
                    LogStreams.masterData(other, "Location", "urn:example:1"),
                    0,
                    recorded[0],
                    new MasterDataCaptured(other, "1", recorded[0], "Location", "urn:example:1", Map.of(), null))));
        });

        assertThat(posted.get(0).join().status()).isEqualTo(202);
        assertThat(log.find(partner.organisation, "urn:uuid:1"))
                .hasValueSatisfying(event -> assertThat(event.recordTime()).isAfter(recorded[0]));
    }

    private static String correctedBy(String event, String... corrective) {
        return Documents.declaredErroneous(event)
                .replace(
                        "\"reason\"",
                        "\"correctiveEventIDs\":[\"" + String.join("\",\"", corrective) + "\"],\"reason\"");
    }

    private Answer postEvent(String event) {
        return partner.postTo(
                "/events",
                ("{" + Documents.CONTEXT + "," + event.substring(1)).getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/ld+json");
    }

    private static JsonNode event(Answer job, int index) {
        return job.json().get("events").get(index);
    }

    private static List<String> warnings(JsonNode event) {
        return event.get("warnings")
                .valueStream()
                .map(warning -> text(warning, "rule"))
                .filter(SAME_HASH::equals)
                .toList();
    }

    private static List<String> statuses(Answer job) {
        return each(job, "status");
    }

    private static List<String> ids(Answer job) {
        return each(job, "eventID");
    }

    private static List<String> each(Answer job, String member) {
        return job.json()
                .get("events")
                .valueStream()
                .map(event -> text(event, member))
                .toList();
    }

    private static String text(JsonNode object, String member) {
        return object.get(member).stringValue();
    }
}

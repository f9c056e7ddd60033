package io.lotledger.api.capture;

import static io.lotledger.api.capture.CaptureClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.ingest.eventlog.LogStreams;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Their hash does not decide whether two events are the same: events with different contents may share one. */
class SameHashIT {
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

        JsonNode first = partner.post(Documents.of(events.one)).event(0);
        JsonNode second = partner.post(Documents.of(events.other)).event(0);

        assertThat(text(second, "payloadHash")).as("one hash").isEqualTo(text(first, "payloadHash"));
        assertThat(List.of(text(first, "status"), text(second, "status"))).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(text(first, "eventID")).isEqualTo(text(first, "payloadHash"));
        assertThat(text(second, "eventID")).isNotEqualTo(text(first, "eventID"));
        assertThat(warnings(first)).isEmpty();
        assertThat(second.get("warnings").get(0).get("message").stringValue())
                .contains(text(first, "payloadHash"))
                .contains(text(second, "eventID"));
        Answer again = partner.post(Documents.of(events.other, events.one));
        assertThat(again.statuses()).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(again.eventIDs()).containsExactly(text(second, "eventID"), text(first, "eventID"));
    }

    @Test
    void differentContentsWithOneHashInOneDocumentAreTwoEvents() {
        Answer posted = partner.post(Documents.of(LOT_NUMBERS.one, LOT_NUMBERS.other, LOT_NUMBERS.one));

        assertThat(posted.statuses()).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
        assertThat(warnings(posted.event(1))).containsExactly(SAME_HASH);
        Answer reversed = partner.post(Documents.of(LOT_NUMBERS.other, LOT_NUMBERS.one));
        assertThat(reversed.statuses()).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(reversed.eventIDs())
                .containsExactly(posted.eventIDs().get(1), posted.eventIDs().get(0));
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
        JsonNode last =
                partner.get(posted.header("Location") + "?from_event=1101").event(0);
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
            ids.addAll(posted.get().eventIDs());
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
        Answer alone = partner.postEvent(events.other);
        Answer together =
                partner.post(Documents.of(LOT_NUMBERS.named("urn:uuid:2").one, LOT_NUMBERS.named("urn:uuid:2").other));

        assertThat(inADocument.statuses()).containsExactly("REJECTED");
        JsonNode error = inADocument.event(0).get("errors").get(0);
        assertThat(text(error, "rule")).isEqualTo("conflict");
        assertThat(text(error, "message")).contains("error declaration");
        assertThat(alone.status()).isEqualTo(409);
        assertThat(alone.json().get("same_content").booleanValue()).isFalse();
        assertThat(together.statuses()).containsExactly("REJECTED", "REJECTED");
    }

    @Test
    void eventPostedAloneGetsAnIdOfItsOwnToo() {
        partner.postEvent(LOT_NUMBERS.one);

        Answer created = partner.postEvent(LOT_NUMBERS.other);
        Answer again = partner.postEvent(LOT_NUMBERS.other);

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

        assertThat(posted.eventIDs()).doesNotHaveDuplicates();
        for (String id : posted.eventIDs()) {
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
            assertThat(twin.statuses()).containsExactly("DUPLICATE");
            assertThat(twin.eventIDs()).containsExactly(id);
        }
    }

    @Test
    void declarationGoesToTheEventOfItsOwnContent() {
        List<String> ids =
                partner.post(Documents.of(LOT_NUMBERS.one, LOT_NUMBERS.other)).eventIDs();

        Answer declared = partner.post(Documents.of(
                Documents.declaredErroneous(LOT_NUMBERS.other), Documents.declaredErroneous(LOT_NUMBERS.one)));
        Answer again = partner.post(Documents.of(Documents.declaredErroneous(LOT_NUMBERS.other)));

        assertThat(declared.statuses()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(declared.eventIDs()).containsExactly(ids.get(1), ids.get(0));
        assertThat(again.statuses()).containsExactly("DUPLICATE");
    }

    /** Entries made before this rule hold a CBV hash, or none, where the digest of the content is today. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void entryOfAnOlderVersionIsComparedByItsDocument(boolean withoutHash) {
        JsonNode first = partner.post(Documents.of(LOT_NUMBERS.one)).event(0);
        String old = withoutHash ? "" : ",\"contentHash\":\"" + text(first, "payloadHash") + "\"";
        int changed = jdbc.update(
                """
                update domain_event
                   set payload = convert_to(regexp_replace(convert_from(payload, 'UTF8'), ',"contentHash":"[^"]*"', ?), 'UTF8')
                 where aggregate_identifier = ?""",
                old,
                LogStreams.event(partner.organisation, text(first, "eventID")).toString());
        assertThat(changed).isEqualTo(1);

        assertThat(partner.post(Documents.of(LOT_NUMBERS.one)).statuses()).containsExactly("DUPLICATE");
        assertThat(partner.post(Documents.of(LOT_NUMBERS.other)).statuses()).containsExactly("ACCEPTED");
        assertThat(partner.post(Documents.of(LOT_NUMBERS.other)).statuses()).containsExactly("DUPLICATE");
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

        assertThat(partner.post(Documents.of(events.one)).statuses()).containsExactly("ACCEPTED");
        assertThat(partner.post(Documents.of(events.other)).statuses()).containsExactly("DUPLICATE");
        int changed = jdbc.update(
                """
                update domain_event
                   set payload = convert_to(regexp_replace(convert_from(payload, 'UTF8'), '"contentHash":"[^"]*"', '"contentHash":"sha-256:old"'), 'UTF8')
                 where aggregate_identifier = ?""", LogStreams.event(partner.organisation, "urn:uuid:1").toString());
        assertThat(changed).isEqualTo(1);
        assertThat(partner.post(Documents.of(events.other, events.one)).statuses())
                .containsExactly("DUPLICATE", "DUPLICATE");
    }

    private static List<String> warnings(JsonNode event) {
        return event.get("warnings")
                .valueStream()
                .map(warning -> text(warning, "rule"))
                .filter(SAME_HASH::equals)
                .toList();
    }
}

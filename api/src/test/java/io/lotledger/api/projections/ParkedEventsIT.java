package io.lotledger.api.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.lot.RecentTraces;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.processor.ProjectionPositions;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event in the log that no projection can read, put there behind capture's back. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ParkedEventsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Path data;
    private static LotledgerServer server;

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(data, NewerVersion.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    @Test
    void eventThatCannotBeProjectedIsParkedSeenAndTakenOnceItCanBe() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID organisation = keys.organisation("Lotledger");
        String key = keys.create(organisation, "test", Set.of(Role.ADMIN));
        String stranger = keys.create(keys.organisation("Others"), "test", Set.of(Role.ADMIN));

        capture(organisation, "urn:test:good-1", shipment("urn:test:good-1", 40));
        capture(organisation, "urn:test:bad", "{\"type\": \"ObjectEvent\"");
        capture(organisation, "urn:test:good-2", shipment("urn:test:good-2", 25));

        long head = awaitProjected();
        Lot lot = new Lot(
                organisation,
                LotKey.of("https://id.gs1.org/01/09506000134352/10/PARK").orElseThrow());
        JsonNode timeline = get(key, "/epcis/api/2.0/traceability/lots/" + lot.shortId() + "/timeline");
        assertThat(timeline.get("events")).as("the others went on").hasSize(2);

        RecentTraces traces = server.bean(RecentTraces.class);
        Trace withoutIt = traces.of(lot, Direction.BOTH, head);

        JsonNode parked = get(key, "/epcis/api/2.0/parked-events").get("parked_events");
        assertThat(parked.valueStream().map(e -> e.get("projection").asString()))
                .containsExactlyInAnyOrder("event-index", "lineage", "query-index", "event-resources", "find");
        assertThat(parked.get(0).get("event_id").asString()).isEqualTo("urn:test:bad");
        assertThat(parked.get(0).get("error").asString()).isNotBlank();
        assertThat(get(stranger, "/epcis/api/2.0/parked-events").get("parked_events"))
                .isEmpty();

        JsonNode first = get(key, "/epcis/api/2.0/parked-events?per_page=1");
        JsonNode second = get(
                key,
                "/epcis/api/2.0/parked-events?per_page=1&next_page_token="
                        + first.get("next_page_token").asString());
        assertThat(List.of(
                        first.get("parked_events").get(0).get("projection").asString(),
                        second.get("parked_events").get(0).get("projection").asString()))
                .as("one position, parked by every projection that reads the document")
                .containsExactly("event-index", "event-resources");
        JsonNode last = get(
                key,
                "/epcis/api/2.0/parked-events?per_page=3&next_page_token="
                        + second.get("next_page_token").asString());
        assertThat(last.get("parked_events")
                        .valueStream()
                        .map(e -> e.get("projection").asString()))
                .containsExactly("find", "lineage", "query-index");
        assertThat(last.get("next_page_token").isNull()).isTrue();
        long position = parked.get(0).get("position").asLong();
        assertThat(get(key, "/epcis/api/2.0/parked-events?after=" + position).get("parked_events"))
                .isEmpty();
        assertThat(get(key, "/epcis/api/2.0/parked-events?after=" + (position - 1))
                        .get("parked_events"))
                .hasSize(5);

        JsonNode health = get(key, "/actuator/health");
        assertThat(health.get("status").asString()).isEqualTo("DEGRADED");
        assertThat(health.toString()).contains("parked_events");
        assertThat(get(key, "/actuator/metrics/lotledger.projections.parked?tag=projection:lineage")
                        .get("measurements")
                        .get(0)
                        .get("value")
                        .asInt())
                .isEqualTo(1);

        String export = "/epcis/api/2.0/traceability/lots/" + lot.shortId() + "/fda-export";
        JsonNode failed = await().until(
                        () -> get(key, export),
                        answer -> answer.get("status").asString().equals("failed"));
        JsonNode job = get(
                key,
                "/epcis/api/2.0/traceability/exports/"
                        + failed.get("job_short_id").asString());
        assertThat(job.get("failure").get("code").asString())
                .as("no workbook that would miss an event")
                .isEqualTo("events_parked");

        JsonNode again = post(key, "/epcis/api/2.0/parked-events/retry");
        assertThat(again.get("taken").asInt()).isZero();
        assertThat(again.get("still_parked").asInt()).isEqualTo(1);
        assertThat(get(key, "/epcis/api/2.0/parked-events")
                        .get("parked_events")
                        .get(0)
                        .get("attempts")
                        .asInt())
                .isEqualTo(2);

        NewerVersion.DOCUMENT.set(shipment("urn:test:bad", 10));
        assertThat(post(key, "/epcis/api/2.0/parked-events/retry")
                        .get("still_parked")
                        .asInt())
                .isZero();
        assertThat(get(key, "/epcis/api/2.0/traceability/lots/" + lot.shortId() + "/timeline")
                        .get("events"))
                .hasSize(3);
        assertThat(traces.of(lot, Direction.BOTH, head))
                .as("the pages' trace of the same log position, read again")
                .isNotSameAs(withoutIt);
        assertThat(get(key, "/actuator/health").get("status").asString()).isEqualTo("UP");
        assertThat(post(key, export).get("status").asString()).isIn("pending", "processing");
        await().until(() -> get(key, export).get("status").asString().equals("delivered"));
    }

    @Test
    void eventThatAnEarlierVersionShouldHaveRefusedIsNotParked() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID organisation = keys.organisation("Earlier");
        String key = keys.create(organisation, "test", Set.of(Role.ADMIN));
        String random = new Random(1)
                .ints(20_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        List<String> documents = List.of(
                shipment("urn:test:old-0", 1).replace("2026-11-20", "0000-02-20"),
                shipment("urn:test:old-1", 1).replace("2026-11-20T10", "9999-12-31T23"),
                shipment("urn:test:old-2", 1)
                        .replace(
                                "\"epcList\"",
                                "\"errorDeclaration\":{\"declarationTime\":\"0000-01-01T00:00:00Z\"},\"epcList\""),
                shipment("urn:test:old-3", 1)
                        .replace("/10/PARK", "")
                        .replace("\"epcList\"", "\"ilmd\":{\"cbvmda:lotNumber\":\"" + random + "\"},\"epcList\""),
                shipment("urn:test:old-4", 1)
                        .replace("\"epcList\"", "\"lotledger:tlc\":\"" + random + "\",\"epcList\""),
                shipment("urn:test:old-5", 1)
                        .replace("\"epcList\"", "\"lotledger:tlcSource\":\"urn:x:" + random + "\",\"epcList\""),
                shipment("urn:test:old-6", 1).replace("ObjectEvent", "urn:x:" + random));
        for (int i = 0; i < documents.size(); i++) capture(organisation, "urn:test:old-" + i, documents.get(i));
        awaitProjected();

        assertThat(get(key, "/epcis/api/2.0/parked-events").get("parked_events"))
                .isEmpty();
    }

    @Test
    void entryWhosePayloadIsDamagedIsParkedAndEverybodyElseGoesOn() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String operator = keys.create(keys.organisation("Lotledger"), "test", Set.of(Role.ADMIN));
        UUID organisation = keys.organisation("Damaged");
        String key = keys.create(organisation, "test", Set.of(Role.ADMIN));
        UUID others = keys.organisation("Beside");
        String stranger = keys.create(others, "test", Set.of(Role.ADMIN));
        JdbcClient sql = server.bean(JdbcClient.class);

        capture(organisation, "urn:test:sound", shipment("urn:test:sound", 3));
        long position = damagedCopy("urn:test:sound", "urn:test:sound", "urn:test:damaged");
        capture(others, "urn:test:beside", shipment("urn:test:beside", 4));
        awaitProjected();

        JsonNode parked = get(key, "/epcis/api/2.0/parked-events").get("parked_events");
        assertThat(parked).isNotEmpty();
        assertThat(parked.get(0).get("position").asLong()).isEqualTo(position);
        assertThat(parked.get(0).get("event_id").asString()).isEqualTo("urn:test:damaged");
        assertThat(get(stranger, "/epcis/api/2.0/parked-events").get("parked_events"))
                .isEmpty();
        Lot beside = new Lot(
                others,
                LotKey.of("https://id.gs1.org/01/09506000134352/10/PARK").orElseThrow());
        assertThat(get(stranger, "/epcis/api/2.0/traceability/lots/" + beside.shortId() + "/timeline")
                        .get("events"))
                .hasSize(1);

        post(operator, "/epcis/api/2.0/projections/find/rebuild");
        await().until(
                        () -> get(operator, "/epcis/api/2.0/projections/find")
                                .get("rebuild")
                                .get("status")
                                .asString(),
                        "done"::equals);

        assertThat(archive(stranger)).contains("urn:test:beside").doesNotContain("unreadable_positions");
        assertThat(archive(key)).contains("urn:test:sound").containsPattern("unreadable_positions\\D+" + position);

        sql.sql("update domain_event set payload = set_byte(payload, 0, 123) where global_index = :position")
                .param("position", position)
                .update();
        assertThat(post(key, "/epcis/api/2.0/parked-events/retry")
                        .get("still_parked")
                        .asInt())
                .isZero();
        assertThat(archive(key)).contains("urn:test:damaged").doesNotContain("unreadable_positions");
    }

    @Test
    void damagedEntryOfAnOrganisationThatDoesNotExistIsTheOperatorsToSee() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String operator = keys.create(keys.organisation("Lotledger"), "test", Set.of(Role.ADMIN));
        UUID organisation = keys.organisation("Misspelt");
        String key = keys.create(organisation, "test", Set.of(Role.ADMIN));
        JdbcClient sql = server.bean(JdbcClient.class);

        capture(organisation, "urn:test:spelt", shipment("urn:test:spelt", 3));
        long position = damagedCopy("urn:test:spelt", organisation.toString(), "0d7b8f0e-3c44-4a0e-9a5e-1f6c2f1f9f10");
        awaitProjected();

        assertThat(get(operator, "/epcis/api/2.0/parked-events?after=" + (position - 1))
                        .get("parked_events")
                        .get(0)
                        .get("position")
                        .asLong())
                .isEqualTo(position);
        assertThat(archive(key)).as("it may be theirs").containsPattern("unreadable_positions\\D+" + position);
        assertThat(post(key, "/epcis/api/2.0/parked-events/retry")
                        .get("still_parked")
                        .asInt())
                .as("none that the key may see")
                .isZero();
        Lot lot = new Lot(
                organisation,
                LotKey.of("https://id.gs1.org/01/09506000134352/10/PARK").orElseThrow());
        String export = "/epcis/api/2.0/traceability/lots/" + lot.shortId() + "/fda-export";
        JsonNode failed = await().until(
                        () -> get(key, export),
                        answer -> answer.get("status").asString().equals("failed"));
        assertThat(get(
                                key,
                                "/epcis/api/2.0/traceability/exports/"
                                        + failed.get("job_short_id").asString())
                        .toString())
                .contains("events_parked", "An operator");

        sql.sql("delete from domain_event where global_index = :position")
                .param("position", position)
                .update();
        sql.sql("delete from parked_event where position = :position")
                .param("position", position)
                .update();
    }

    @Test
    void rebuildParksAnEntryThatWasDamagedSinceAndDerivesEveryOtherLot() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String operator = keys.create(keys.organisation("Lotledger"), "test", Set.of(Role.ADMIN));
        UUID organisation = keys.organisation("Rebuilt");
        String key = keys.create(organisation, "test", Set.of(Role.ADMIN));
        JdbcClient sql = server.bean(JdbcClient.class);
        capture(organisation, "urn:test:torn", shipment("urn:test:torn", 3));
        capture(organisation, "urn:test:whole", shipment("urn:test:whole", 4).replace("/10/PARK", "/10/WHOLE"));
        awaitProjected();
        List<String> before = derived(organisation);
        long position = damage("urn:test:torn");

        rebuildCte(operator);

        assertThat(derived(organisation)).hasSize(1).containsAnyElementsOf(before);
        JsonNode parked = get(key, "/epcis/api/2.0/parked-events").get("parked_events");
        assertThat(parked).hasSize(1);
        assertThat(parked.get(0).get("projection").asString()).isEqualTo("cte");
        assertThat(parked.get(0).get("position").asLong()).isEqualTo(position);
        assertThat(parked.get(0).get("error").asString()).contains("restores the entry from a backup");

        sql.sql("update domain_event set payload = set_byte(payload, 0, 123) where global_index = :position")
                .param("position", position)
                .update();
        assertThat(post(key, "/epcis/api/2.0/parked-events/retry")
                        .get("still_parked")
                        .asInt())
                .isZero();
        assertThat(derived(organisation)).isEqualTo(before);
    }

    /** Everything in the log is in the tables. Returns the position of its end. */
    private static long awaitProjected() {
        long head = server.bean(EventStore.class).createHeadToken().position().orElseThrow();
        await().until(() -> server.bean(ProjectionPositions.class).covers(head));
        return head;
    }

    /** Copies the entry with the text to the end of the log, with a part replaced and a first byte that is no JSON. */
    private static long damagedCopy(String text, String part, String other) {
        return server.bean(JdbcClient.class)
                .sql("""
                        insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,
                                                  recorded_at, payload_type, payload_revision, payload, meta_data)
                        select gen_random_uuid()::text, gen_random_uuid()::text, 0, aggregate_type, recorded_at, payload_type,
                               payload_revision, set_byte(convert_to(replace(convert_from(payload, 'UTF8'), :part, :other),
                                   'UTF8'), 0, 122), meta_data
                          from domain_event where strpos(convert_from(payload, 'UTF8'), :text) > 0
                        returning global_index
                        """)
                .param("text", text)
                .param("part", part)
                .param("other", other)
                .query(Long.class)
                .single();
    }

    private static long damage(String eventID) {
        return server.bean(JdbcClient.class)
                .sql("""
                        update domain_event set payload = set_byte(payload, 0, 122)
                         where convert_from(payload, 'UTF8') like :event
                        returning global_index
                        """)
                .param("event", "%" + eventID + "%")
                .query(Long.class)
                .single();
    }

    private static void rebuildCte(String operator) throws Exception {
        post(operator, "/epcis/api/2.0/projections/cte/rebuild");
        await().until(
                        () -> get(operator, "/epcis/api/2.0/projections/cte")
                                .get("rebuild")
                                .get("status")
                                .asString(),
                        "done"::equals);
    }

    private static List<String> derived(UUID organisation) {
        return server.bean(JdbcClient.class)
                .sql(
                        "select cast(c as text) from critical_tracking_event c where organisation = :organisation order by 1")
                .param("organisation", organisation)
                .query(String.class)
                .list();
    }

    @Test
    void entryThatANewerNodeWroteStopsTheReaderAndIsNotTakenForDamaged() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        capture(keys.organisation("Newer"), "urn:test:today", shipment("urn:test:today", 5));
        LogReader log = server.bean(LogReader.class);

        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(unfinished -> {
            unfinished.setRollbackOnly();
            long position =
                    server.bean(JdbcClient.class).sql("""
                            insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,
                                                      recorded_at, payload_type, payload_revision, payload, meta_data)
                            select gen_random_uuid()::text, gen_random_uuid()::text, 0, aggregate_type, recorded_at,
                                   'io.lotledger.Newer', payload_revision, payload, meta_data
                              from domain_event where convert_from(payload, 'UTF8') like '%urn:test:today%'
                            returning global_index
                            """).query(Long.class).single();

            assertThatThrownBy(() -> log.read(position - 1, position)).hasMessageContaining("io.lotledger.Newer");
        });
    }

    private static String archive(String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/audit/archive"))
                .header("X-API-Key", key)
                .build();
        byte[] body =
                HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        try (GZIPInputStream tar = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads the event, from the moment it is installed. */
    static final class NewerVersion extends SingleEventUpcaster {
        private static final AtomicReference<String> DOCUMENT = new AtomicReference<>();

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return DOCUMENT.get() != null
                    && event.getType().getName().equals("io.lotledger.ingest.eventlog.EpcisEventCaptured")
                    && payload(event).contains("urn:test:bad");
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(
                    new SimpleSerializedType(event.getType().getName(), "1"),
                    String.class,
                    payload -> ((ObjectNode) JSON.readTree(payload))
                            .put("document", DOCUMENT.get())
                            .toString());
        }

        private static String payload(IntermediateEventRepresentation event) {
            return event.getData(String.class).getData();
        }
    }

    private static void capture(UUID organisation, String eventID, String document) {
        EpcisEventCaptured captured = new EpcisEventCaptured(
                organisation, "capture", eventID, Instant.parse("2026-11-23T12:00:00Z"), document, null);
        String id = Uuids.v5(organisation, "event", eventID).toString();
        server.bean(TransactionManager.class)
                .executeInTransaction(() -> server.bean(EventStore.class)
                        .publish(new GenericDomainEventMessage<>("EpcisEvent", id, 0, captured)));
    }

    private static String shipment(String eventID, int cases) {
        return """
                {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-11-20T10:00:00.000-08:00","eventTimeZoneOffset":"-08:00",\
                "epcList":[],"action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"https://id.gs1.org/414/9506000134369"},\
                "quantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/PARK","quantity":%d,"uom":"CS"}]}""".formatted(eventID, cases);
    }

    private static JsonNode get(String key, String path) throws Exception {
        return send(
                key, HttpRequest.newBuilder(URI.create(server.baseUrl() + path)).GET());
    }

    private static JsonNode post(String key, String path) throws Exception {
        return send(
                key,
                HttpRequest.newBuilder(URI.create(server.baseUrl() + path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static JsonNode send(String key, HttpRequest.Builder request) throws Exception {
        return JSON.readTree(HTTP.send(request.header("X-API-Key", key).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }
}

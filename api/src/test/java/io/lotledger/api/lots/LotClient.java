package io.lotledger.api.lots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.processor.ProjectionPositions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An organisation of its own that captures events, waits until every table has them, and asks about its lots. */
final class LotClient {
    private static final Logger LOG = LoggerFactory.getLogger(LotClient.class);

    final UUID organisation;
    private final LotledgerServer server;
    private final ApiClient api;

    LotClient(LotledgerServer server) {
        ApiKeys keys = server.bean(ApiKeys.class);
        this.server = server;
        organisation = keys.organisation("Lots " + UUID.randomUUID());
        api = new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY)));
    }

    /** Ten events: harvest, cooling, initial packing, palletised, shipped, received, unpacked, transformed, shipped, received. */
    static List<String> chain(int i) {
        String harvest = "urn:epc:class:lgtin:0614141.007346.H" + i;
        String packed = "urn:epc:class:lgtin:0614141.107346.P" + i;
        String made = "urn:epc:class:lgtin:0614141.107346.X" + i;
        String pallet = "urn:epc:id:sscc:0614141.1%09d".formatted(i);
        return List.of(
                object(0, "ADD", "creating_class_instance", 1, "", quantity("quantityList", harvest, 100)),
                object(
                        1,
                        "OBSERVE",
                        "urn:epcglobal:cbv:bizstep:cooling",
                        1,
                        "",
                        quantity("quantityList", harvest, 100)),
                event(
                        "TransformationEvent",
                        2,
                        "creating_class_instance",
                        2,
                        quantity("inputQuantityList", harvest, 100) + "," + quantity("outputQuantityList", packed, 95)),
                event(
                        "AggregationEvent",
                        3,
                        "packing",
                        2,
                        "\"action\":\"ADD\",\"parentID\":\"" + pallet + "\",\"childEPCs\":[],"
                                + quantity("childQuantityList", packed, 95)),
                object(4, "OBSERVE", "shipping", 2, pallet, null),
                object(5, "OBSERVE", "receiving", 3, pallet, null),
                event(
                        "AggregationEvent",
                        6,
                        "unpacking",
                        3,
                        "\"action\":\"DELETE\",\"parentID\":\"" + pallet + "\",\"childEPCs\":[]"),
                event(
                        "TransformationEvent",
                        7,
                        "commissioning",
                        3,
                        quantity("inputQuantityList", packed, 90) + "," + quantity("outputQuantityList", made, 45)),
                object(8, "OBSERVE", "shipping", 3, "", quantity("quantityList", made, 45)),
                object(9, "OBSERVE", "receiving", 4, "", quantity("quantityList", made, 45)));
    }

    static String object(int hour, String action, String step, int place, String epc, @Nullable String quantities) {
        String what = "\"action\":\"" + action + "\",\"epcList\":[" + (epc.isEmpty() ? "" : "\"" + epc + "\"") + "]"
                + (quantities == null ? "" : "," + quantities);
        return event("ObjectEvent", hour, step, place, what);
    }

    static String event(String type, int hour, String step, int place, String what) {
        String location = "{\"id\":\"urn:epc:id:sgln:0614141.0000%d.0\"}".formatted(place);
        return """
                {"type":"%s","eventID":"urn:uuid:%s","eventTime":"2026-03-02T0%d:00:00Z","eventTimeZoneOffset":"+00:00","bizStep":"%s",\
                "readPoint":%s,"bizLocation":%s,%s}""".formatted(type, UUID.randomUUID(), hour, step, location, location, what);
    }

    static String quantity(String list, String epcClass, int quantity) {
        return "\"%s\":[{\"epcClass\":\"%s\",\"quantity\":%d,\"uom\":\"CS\"}]".formatted(list, epcClass, quantity);
    }

    /** A shipment whose destinations are a place and its owner. */
    static String shippedTo(int place, int hour, String lot, int cases) {
        return object(hour, "OBSERVE", "shipping", 2, "", quantity("quantityList", lot, cases))
                .replace("\"action\"", """
                        "destinationList":[{"type":"location","destination":"urn:epc:id:sgln:0614141.0000%d.7"},\
                        {"type":"owning_party","destination":"urn:epc:id:pgln:0614141.00009"}],"action\"""".formatted(place));
    }

    /** A shipment with a destination of the same type for each place. */
    static String sentTo(int hour, String lot, int cases, int... places) {
        String destinations = IntStream.of(places)
                .mapToObj(place ->
                        "{\"type\":\"location\",\"destination\":\"urn:epc:id:sgln:0614141.0000%d.0\"}".formatted(place))
                .collect(Collectors.joining(","));
        return object(hour, "OBSERVE", "shipping", 2, "", quantity("quantityList", lot, cases))
                .replace("\"action\"", "\"destinationList\":[" + destinations + "],\"action\"");
    }

    /** Captures, and does not wait for the tables. */
    Answer post(List<String> events, String vocabularies) {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-03-03T00:00:00Z",
                 "epcisHeader":{"epcisMasterData":{"vocabularyList":[%s]}},
                 "epcisBody":{"eventList":[%s]}}""".formatted(vocabularyList(vocabularies), String.join(",\n", events));
        Answer posted = api.capture(document);
        assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
        return posted;
    }

    void capture(List<String> events, String vocabularies) throws Exception {
        long start = System.nanoTime();
        Answer posted = post(events, vocabularies);
        Answer job = api.captureJob(posted.text("captureID"));
        assertThat(job.body().get("success").asBoolean()).as(job.toString()).isTrue();
        long captured = System.nanoTime(); // 202 means that it is in the log
        long head = server.bean(EventLog.class).head();
        await().atMost(Duration.ofMinutes(5))
                .until(() -> server.bean(ProjectionPositions.class).covers(head));
        long projected = System.nanoTime();
        LOG.warn(
                "{} events: captured in {} ms, in every table {} ms later",
                events.size(),
                (captured - start) / 1_000_000,
                (projected - captured) / 1_000_000);
    }

    private static String vocabularyList(String vocabularies) {
        return vocabularies.replace("\"id\": \"urn:epcglobal:epcis:vtype", "\"type\": \"urn:epcglobal:epcis:vtype");
    }

    /** The first answer, even if the read models are behind. */
    Answer getOnce(String path) {
        return api.once().get(path);
    }

    Answer get(String path) {
        return api.get(path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** In another form than JSON. */
    Answer get(String path, String accept) {
        return api.get(path, accept);
    }

    /** The id of the lot with this printed code. */
    String lotId(String tlc) throws Exception {
        return get("/lots?tlc=" + encoded(tlc))
                .body()
                .get("lots")
                .get(0)
                .get("lot_id")
                .asString();
    }
}

package io.lotledger.api.dashboard.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.processor.ProjectionPositions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Romaine from two farms over a packer and two kitchens to nine stores, in an organisation of its own. */
final class RomaineChain {
    static final String SEED = "MLP306A";
    static final List<String> PRODUCTS = List.of(
            "Romaine, bulk bin",
            "Romaine Hearts 12 × 3 ct",
            "Albacore Romaine Bowl",
            "Caesar Kit 2 lb",
            "Store-made salads");
    private static final List<String> PLACES =
            List.of("Gabilan Ridge Farms", "Pajaro Bottom Growers", "Monterey Leaf Packers", "Harborview Kitchens");
    private static final int STORES = 9;

    final UUID organisation;
    final String key;
    private final LotledgerServer server;
    private final ApiClient api;
    private final List<String> events = new ArrayList<>();

    RomaineChain(LotledgerServer server) {
        this.server = server;
        ApiKeys keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("Romaine " + UUID.randomUUID());
        key = keys.create(organisation, "monterey-leaf", Set.of(Role.CAPTURE, Role.QUERY, Role.EXPORT));
        api = new ApiClient(server.baseUrl(), key);
    }

    /** @return the log position before the correction */
    long capture() throws Exception {
        events.add(harvest(0, 6, "GR-1102-07", 9_000));
        events.add(harvest(1, 7, "PB-1102-03", 4_200));
        events.add(harvest(1, 8, "PB-1102-09", 1_100));
        events.add(transformation(
                2,
                10,
                List.of(used(0, "GR-1102-07", 9_000, "LBR"), used(0, "PB-1102-03", 4_200, "LBR")),
                List.of(used(1, SEED, 400, "CS"))));
        String error =
                transformation(2, 11, List.of(used(0, "PB-1102-09", 1_100, "LBR")), List.of(used(1, SEED, 1, "CS")));
        events.add(error);
        events.add(transformation(3, 12, List.of(used(1, SEED, 120, "CS")), List.of(used(2, "HFK308-2", 600, "EA"))));
        events.add(transformation(3, 13, List.of(used(1, SEED, 90, "CS")), List.of(used(3, "HFK308-5", 300, "EA"))));
        for (int salad = 0; salad < 22; salad++) {
            boolean isBowl = salad % 2 == 0;
            events.add(transformation(
                    4 + salad % STORES,
                    14,
                    List.of(used(isBowl ? 2 : 3, isBowl ? "HFK308-2" : "HFK308-5", 20 + salad, "EA")),
                    List.of(used(4, "CB-" + (3_100 + salad), 40, "EA"))));
        }
        post(events);
        long before = server.bean(EventLog.class).head();
        post(
                List.of(
                        error.substring(0, error.length() - 1)
                                + ",\"errorDeclaration\":{\"declarationTime\":\"2026-11-05T17:12:00Z\",\"reason\":\"incorrect_data\"}}"));
        return before;
    }

    String id(int product, String lot) {
        return ShortUuid.encode(lotKey(product, lot).idIn(organisation));
    }

    static LotKey lotKey(int product, String lot) {
        return LotKey.of(epcClass(product, lot)).orElseThrow();
    }

    /** Posts events and waits until every table has them. */
    void post(List<String> posted) {
        Answer answer = api.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-11-06T00:00:00Z",
                 "epcisHeader":{"epcisMasterData":{"vocabularyList":[
                   {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[%s]},
                   {"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[%s]}]}},
                 "epcisBody":{"eventList":[%s]}}""".formatted(places(), products(), String.join(",\n", posted)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        Answer job = api.captureJob(answer.text("captureID"));
        assertThat(job.body().get("success").asBoolean()).as(job.toString()).isTrue();
        long head = server.bean(EventLog.class).head();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> server.bean(ProjectionPositions.class).covers(head));
    }

    private static String places() {
        return IntStream.range(0, PLACES.size() + STORES)
                .mapToObj(place -> """
                        {"id":"%s","attributes":[{"id":"urn:epcglobal:cbv:mda#name","attribute":"%s"}]}""".formatted(
                                place(place), place < PLACES.size() ? PLACES.get(place) : "Corner Basket " + place))
                .collect(Collectors.joining(","));
    }

    private static String products() {
        return IntStream.range(0, PRODUCTS.size())
                .mapToObj(product -> """
                        {"id":"urn:epc:idpat:sgtin:9521101.%06d.*","attributes":[{"id":"urn:epcglobal:cbv:mda#productName","attribute":"%s"}]}""".formatted(product, PRODUCTS.get(product)))
                .collect(Collectors.joining(","));
    }

    private static String place(int place) {
        return "urn:epc:id:sgln:9521101.%05d.0".formatted(place);
    }

    static String epcClass(int product, String lot) {
        return "urn:epc:class:lgtin:9521101.%06d.%s".formatted(product, lot);
    }

    static String used(int product, String lot, int quantity, String uom) {
        return "{\"epcClass\":\"%s\",\"quantity\":%d,\"uom\":\"%s\"}".formatted(epcClass(product, lot), quantity, uom);
    }

    private static String harvest(int place, int hour, String lot, int pounds) {
        return event(
                "ObjectEvent",
                place,
                hour,
                "commissioning",
                "\"action\":\"ADD\",\"epcList\":[],\"quantityList\":[%s]".formatted(used(0, lot, pounds, "LBR")));
    }

    static String transformation(int place, int hour, List<String> inputs, List<String> outputs) {
        return event(
                "TransformationEvent",
                place,
                hour,
                "commissioning",
                "\"inputQuantityList\":[%s],\"outputQuantityList\":[%s]"
                        .formatted(String.join(",", inputs), String.join(",", outputs)));
    }

    private static String event(String type, int place, int hour, String step, String what) {
        return """
                {"type":"%s","eventID":"urn:uuid:%s","eventTime":"2026-11-03T%02d:30:00-08:00","eventTimeZoneOffset":"-08:00",\
                "bizStep":"%s","readPoint":{"id":"%s"},"bizLocation":{"id":"%s"},%s}""".formatted(type, UUID.randomUUID(), hour, step, place(place), place(place), what);
    }
}

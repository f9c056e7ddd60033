package io.lotledger.projections.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.text.Json;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.event.QueriedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueryDispatchTest {
    private static final UUID ORGANISATION = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Test
    void eventMeetsExactlyTheQueriesThatItMatches() {
        Map<String, EventQuery> queries = new LinkedHashMap<>();
        for (String json : List.of(
                "{}",
                "{\"EQ_bizStep\":[\"shipping\"]}",
                "{\"EQ_bizStep\":[\"shipping\",\"receiving\"]}",
                "{\"EQ_bizStep\":[\"shipping\"],\"MATCH_epc\":[\"urn:epc:id:sgtin:4012345.012345.1\"]}",
                "{\"MATCH_epc\":[\"urn:epc:idpat:sgtin:4012345.012345.*\"]}",
                "{\"MATCH_anyEPC\":[\"urn:epc:id:sgtin:4012345.012345.2\"]}",
                "{\"GE_eventTime\":\"2026-04-17T12:00:00Z\"}",
                "{\"GE_eventTime\":\"2026-04-17T12:00:00Z\",\"EQ_action\":[\"OBSERVE\"]}",
                "{\"EXISTS_errorDeclaration\":true}",
                "{\"eventType\":[\"AggregationEvent\"]}")) {
            queries.put(json, EventQuery.ofJson(Json.MAPPER.readTree(json)));
        }
        List<QueryDispatch.Filed<String>> filed = new ArrayList<>();
        queries.forEach((json, query) -> filed.add(new QueryDispatch.Filed<>(ORGANISATION, query, json)));
        queries.forEach((json, query) -> filed.add(new QueryDispatch.Filed<>(OTHER, query, "another's")));
        QueryDispatch<String> dispatch = new QueryDispatch<>(filed);

        int met = 0;
        for (String step : List.of("shipping", "receiving", "packing")) {
            for (String serial : List.of("1", "2", "3")) {
                for (String hour : List.of("11", "13")) {
                    QueriedEvent event = event(step, serial, hour);
                    List<String> matched = new ArrayList<>();
                    dispatch.match(new StoredEvent(ORGANISATION, event), matched::add);

                    List<String> expected = queries.entrySet().stream()
                            .filter(query -> query.getValue().matches(event))
                            .map(Map.Entry::getKey)
                            .toList();
                    assertThat(matched).containsExactlyInAnyOrderElementsOf(expected);
                    met += matched.size();
                }
            }
        }
        assertThat(met).isGreaterThan(60);
    }

    private static QueriedEvent event(String step, String serial, String hour) {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"ObjectEvent",\
                "eventID":"urn:event:1","eventTime":"2026-04-17THOUR:00:00Z","eventTimeZoneOffset":"+00:00",\
                "action":"OBSERVE","bizStep":"STEP","epcList":["urn:epc:id:sgtin:4012345.012345.SERIAL"]}""".replace("STEP", step).replace("SERIAL", serial).replace("HOUR", hour);
        return QueriedEvent.of(1, document, Instant.parse("2026-04-18T00:00:00Z"));
    }
}

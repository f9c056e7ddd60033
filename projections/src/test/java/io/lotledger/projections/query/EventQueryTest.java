package io.lotledger.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.projections.query.event.QueriedEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One event, asked for in many ways. */
class EventQueryTest {
    private static final Map<String, String> PREFIXES = Map.of("ex", "https://example.com/ns/");
    private static final UUID ORGANISATION = new UUID(1, 2);

    private static final QueriedEvent EVENT = QueriedEvent.of(7, """
            {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"x": "https://example.com/ns/"}],
             "type": "ObjectEvent", "eventID": "ni:///sha-256;aa?ver=CBV2.0", "action": "OBSERVE",
             "eventTime": "2026-04-17T09:00:00.000000001-04:00", "eventTimeZoneOffset": "-04:00",
             "bizStep": "https://ref.gs1.org/cbv/BizStep-shipping", "disposition": "in_transit",
             "epcList": ["urn:epc:id:sgtin:4012345.012345.S1"],
             "quantityList": [{"epcClass": "https://brand.example/01/04012345123456/10/L1", "quantity": 40, "uom": "LBR"}],
             "readPoint": {"id": "urn:epc:id:sgln:4012345.00005.0", "x:dock": "7"},
             "bizTransactionList": [{"type": "desadv", "bizTransaction": "urn:epcglobal:cbv:bt:4012345000054:D1"}],
             "destinationList": [{"type": "possessing_party", "destination": "urn:epc:id:pgln:4012345.00005"}],
             "sensorElementList": [{"sensorMetadata": {"time": "2026-04-17T13:00:00Z"},
               "sensorReport": [{"type": "gs1:Temperature", "value": 4.0, "sDev": 5, "percRank": 25, "uom": "CEL",
                                 "deviceID": "urn:epc:id:giai:4012345.5", "x:probe": "core"},
                                {"type": "gs1:EffectiveDoseRate", "value": 0.005, "uom": "P71"},
                                {"type": "https://ref.gs1.org/voc/Speed", "value": 1, "uom": "MTS"}]}],
             "ilmd": {"cbvmda:lotNumber": "L1"},
             "x:weight": {"@value": "7.70", "@type": "xsd:decimal"}, "x:count": {"#text": " 07 ", "@xsi:type": "xsd:int"},
             "x:frozen": {"#text": "1", "@xsi:type": "xsd:boolean"}, "x:code": {"@value": "7.70", "@type": "xsd:string"},
             "x:pair": {"@list": [1, {"@value": 2.0}]}, "x:bag": {"@set": ["a", "b"]}, "x:none": {"@list": []},
             "x:rows": {"@list": [{"x:cell": 3}]}, "x:lane": 10.50, "x:untyped": "21.5", "x:note": {"x:inner": ["one", {"x:deep": true}]}, "x:when": "2026-04-17T09:00:00-04:00"}
            """, Instant.parse("2026-04-17T14:00:00Z"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eventType=ObjectEvent|AggregationEvent",
                "GE_eventTime=2026-04-17T13:00:00Z",
                "EQ_bizStep=shipping",
                "EQ_bizStep=urn:epcglobal:cbv:bizstep:shipping",
                "EQ_eventID=ni:///sha-256;aa?ver=CBV2.0",
                "MATCH_epc=https://id.gs1.org/01/04012345123456/21/S1",
                "MATCH_anyEPC=urn:epc:idpat:sgtin:4012345.012345.*",
                "MATCH_epc=urn:epc:idpat:sgtin:4012345.*.*",
                "MATCH_epc=urn:epc:idpat:usdod:1ABC2.*|urn:epc:idpat:adi:35962..*|urn:epc:idpat:SGTIN:*.*.*",
                "MATCH_epcClass=urn:epc:class:lgtin:4012345.012345.L1",
                "EQ_readPoint=https://id.gs1.org/414/4012345000054",
                "EQ_bizTransaction_desadv=urn:epcglobal:cbv:bt:4012345000054:D1",
                "EQ_bizTransaction_urn:epcglobal:cbv:btt:desadv=urn:epcglobal:cbv:bt:4012345000054:D1",
                "EQ_destination_possessing_party=https://id.gs1.org/417/4012345000054",
                "EQ_quantity=40|41",
                "EXISTS_sensorElementList=true",
                "EQ_type=Temperature",
                "EQ_type=gs1:EffectiveDoseRate",
                "EQ_type=Speed",
                "EQ_type=https://gs1.org/voc/EffectiveDoseRate",
                "EQ_value_CEL=4",
                "EQ_value_FAH=39.2",
                "EQ_sDev_FAH=9",
                "EQ_percRank=20|25",
                "EQ_SENSORREPORT_ex:probe=core",
                "EQ_INNER_SENSORELEMENT_ex:probe=core",
                "EQ_deviceID=https://id.gs1.org/8004/40123455",
                "GE_time=2026-04-17T13:00:00Z",
                "EQ_ex:lane=10.5",
                "GT_ex:lane=10.49",
                "EQ_https://example.com/ns/#lane=10.5",
                "EQ_ex:untyped=21.5",
                "GE_ex:untyped=21.50",
                "LE_ex:untyped=21.50",
                "LT_ex:untyped=100",
                "EQ_ILMD_cbvmda:lotNumber=L1",
                "EQ_ILMD_urn:epcglobal:cbv:mda:lotNumber=L1",
                "EQ_ILMD_urn:epcglobal:cbv:mda#lotNumber=L1",
                "EQ_ex:weight=7.7",
                "GE_ex:weight=7.7",
                "EQ_ex:count=7",
                "EQ_ex:frozen=true",
                "EQ_ex:pair=1",
                "EQ_ex:pair=2",
                "EXISTS_ex:pair=true",
                "EQ_ex:bag=b",
                "EXISTS_ex:none=false",
                "EQ_INNER_ex:cell=3",
                "EXISTS_ex:rows=true",
                "EQ_ex:code=7.70",
                "EQ_INNER_ex:inner=one",
                "EQ_INNER_ex:deep=true",
                "EQ_ex:when=2026-04-17T13:00:00Z",
                "EXISTS_ex:note=1",
                "EQ_readPoint_ex:dock=7",
                "EXISTS_errorDeclaration=false"
            })
    void isFound(String parameter) {
        EventQuery query = query(parameter);

        assertThat(query.matches(EVENT)).isTrue();
        query.conditions().forEach(condition -> {
            if (!condition.anyOf().isEmpty())
                assertThat(EVENT.keys(ORGANISATION))
                        .as("an index entry of the condition")
                        .containsAnyOf(condition.anyOf().stream()
                                .mapToLong(entry -> entry.key(ORGANISATION))
                                .toArray());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LT_eventTime=2026-04-17T13:00:00Z",
                "EQ_bizStep=receiving",
                "MATCH_epc=https://id.gs1.org/01/04012345123456/21/s1",
                "MATCH_epc=https://id.gs1.org/01/04012345123456",
                "MATCH_epcClass=https://id.gs1.org/01/04012345123456",
                "MATCH_epcClass=urn:epc:idpat:sgtin:4012345.012345.*",
                "MATCH_parentID=urn:epc:id:sgtin:4012345.012345.S1",
                "MATCH_epc=urn:epc:idpat:sgtin:401234.*.*",
                "EQ_bizTransaction_po=urn:epcglobal:cbv:bt:4012345000054:D1",
                "GT_value_CEL=4",
                "EQ_INNER_ex:lane=10.5",
                "EQ_ex:inner=one",
                "EQ_ILMD_ex:lane=10.5",
                "EQ_ex:code=7.7",
                "EQ_ex:untyped=21.50",
                "GT_ex:untyped=21.50",
                "EQ_ex:frozen=false",
                "EQ_sDev_FAH=41",
                "EQ_INNER_ex:probe=core",
                "EQ_SENSORELEMENT_ex:probe=core",
                "EQ_SENSORMETADATA_deviceID=urn:epc:id:giai:4012345.5",
                "EXISTS_errorDeclaration=true"
            })
    void isNotFound(String parameter) {
        assertThat(query(parameter).matches(EVENT)).isFalse();
    }

    @Test
    void timeIsComparedToTheNanosecondUpToTheLastYear() {
        String last = "9999-12-31T23:59:59.999999999Z";
        QueriedEvent event = QueriedEvent.of(8, """
                {"@context": [], "type": "ObjectEvent", "action": "ADD", "epcList": [], "eventTime": "%s",
                 "eventTimeZoneOffset": "+00:00"}""".formatted(last), Instant.parse("2026-04-17T14:00:00Z"));

        assertThat(query("GE_eventTime=" + last).matches(event)).isTrue();
        assertThat(query("LT_eventTime=" + last).matches(event)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1-5]", "S{1}", "a b", "<1>"})
    void componentOfAPatternIsAWholeValueOrAStar(String component) {
        QueryRefusedException refused = catchThrowableOfType(
                QueryRefusedException.class, () -> query("MATCH_epc=urn:epc:idpat:sgtin:4012345.012345." + component));

        assertThat(refused).hasMessageContaining("a whole value in the place of any *; ranges such as [1-5] are");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"})
    void timeOutOfRangeIsToldTheRange(String time) {
        QueryRefusedException refused =
                catchThrowableOfType(QueryRefusedException.class, () -> query("GE_eventTime=" + time));

        assertThat(refused)
                .hasMessageContaining(
                        "'" + time + "' must be between 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in UTC");
    }

    @Test
    void everyFaultIsReportedWithWhatWouldBeRight() {
        QueryRefusedException refused = catchThrowableOfType(
                QueryRefusedException.class,
                () -> query(
                        "EQ_bizstep=shipping",
                        "EQ_disposition=in_transt",
                        "GE_eventTime=2026-04-17",
                        "GE_value=4",
                        "EQ_un:known=1",
                        "eventCountLimit=5",
                        "orderDirection=down",
                        "EQ_action="));

        assertThat(refused.faults())
                .extracting(QueryFault::parameter)
                .containsExactlyInAnyOrder(
                        "EQ_bizstep",
                        "EQ_disposition",
                        "GE_eventTime",
                        "GE_value",
                        "EQ_un:known",
                        "eventCountLimit",
                        "orderDirection",
                        "EQ_action");
        assertThat(refused.faults())
                .filteredOn(fault -> fault.parameter().equals("EQ_bizstep"))
                .flatExtracting(QueryFault::allowed)
                .containsExactly("EQ_bizStep");
    }

    @Test
    void namedQueryMayHaveNumbersListsAndItsOwnPrefixes() {
        EventQuery query = EventQuery.ofJson(EventJson.tree("""
                {"@context": {"own": "https://example.com/ns/"}, "EQ_bizStep": ["receiving", "shipping"],
                 "EQ_quantity": 40, "GE_own:lane": 10, "EXISTS_sensorElementList": null, "EQ_own:lane": [10.5]}
                """));

        assertThat(query.matches(EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"EQ_own:lane\": null", "\"EQ_own:lane\": [\"10\", null]", "\"orderBy\": null"})
    void nullIsNoValueThatAQueryAsksFor(String parameter) {
        String query = "{\"@context\": {\"own\": \"https://example.com/ns/\"}, " + parameter + "}";

        QueryRefusedException refused =
                catchThrowableOfType(QueryRefusedException.class, () -> EventQuery.ofJson(EventJson.tree(query)));

        assertThat(refused.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message())
                        .contains("must be a text, a number, a boolean", "not null", "EXISTS_"));
    }

    private static EventQuery query(String... parameters) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        Arrays.stream(parameters).forEach(one -> {
            int equals = one.indexOf('=');
            byName.put(one.substring(0, equals), List.of(one.substring(equals + 1)));
        });
        return EventQuery.ofParameters(byName, PREFIXES);
    }
}

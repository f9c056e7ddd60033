package io.lotledger.projections.query;

import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.projections.query.condition.Comparison;
import io.lotledger.projections.query.condition.EpcMatch;
import io.lotledger.projections.query.condition.Equality;
import io.lotledger.projections.query.condition.MeasureRange;
import io.lotledger.projections.query.condition.PlaceCondition;
import io.lotledger.projections.query.condition.PlaceIndex.Vocabulary;
import io.lotledger.projections.query.condition.Presence;
import io.lotledger.projections.query.condition.Range;
import io.lotledger.projections.query.event.EpcPattern;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.Facet.Area;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The parameters of SimpleEventQuery with a fixed name that are conditions on values (EPCIS 2.0 §8.2.7.1). */
final class FixedParameters {
    private static final Set<Facet> ANY_EPC = Set.of(Facet.EPC, Facet.PARENT_ID, Facet.INPUT_EPC, Facet.OUTPUT_EPC);
    private static final Set<Facet> ANY_CLASS = Set.of(Facet.EPC_CLASS, Facet.INPUT_EPC_CLASS, Facet.OUTPUT_EPC_CLASS);

    private static final Map<String, ParameterReader> READERS = new LinkedHashMap<>();

    static {
        equality("eventType", Facet.EVENT_TYPE, Asked::eventTypes);
        equality("EQ_action", Facet.ACTION, asked -> asked.oneOf(List.of("ADD", "OBSERVE", "DELETE")));
        equality("EQ_bizStep", Facet.BIZ_STEP, asked -> asked.words(Cbv.BIZ_STEP));
        equality("EQ_disposition", Facet.DISPOSITION, asked -> asked.words(Cbv.DISPOSITION));
        equality("EQ_persistentDisposition_set", Facet.DISPOSITION_SET, asked -> asked.words(Cbv.DISPOSITION));
        equality("EQ_persistentDisposition_unset", Facet.DISPOSITION_UNSET, asked -> asked.words(Cbv.DISPOSITION));
        equality("EQ_readPoint", Facet.READ_POINT, Asked::identifiers);
        equality("EQ_bizLocation", Facet.BIZ_LOCATION, Asked::identifiers);
        within("WD_readPoint", Facet.READ_POINT, Vocabulary.READ_POINT);
        within("WD_bizLocation", Facet.BIZ_LOCATION, Vocabulary.BUSINESS_LOCATION);
        equality("EQ_transformationID", Facet.TRANSFORMATION_ID, Asked::identifiersOrTexts);
        equality("EQ_eventID", Facet.EVENT_ID, Asked::eventIds);
        epcs("MATCH_epc", Set.of(Facet.EPC));
        epcs("MATCH_parentID", Set.of(Facet.PARENT_ID));
        epcs("MATCH_inputEPC", Set.of(Facet.INPUT_EPC));
        epcs("MATCH_outputEPC", Set.of(Facet.OUTPUT_EPC));
        epcs("MATCH_anyEPC", ANY_EPC);
        epcs("MATCH_epcClass", Set.of(Facet.EPC_CLASS));
        epcs("MATCH_inputEPCClass", Set.of(Facet.INPUT_EPC_CLASS));
        epcs("MATCH_outputEPCClass", Set.of(Facet.OUTPUT_EPC_CLASS));
        epcs("MATCH_anyEPCClass", ANY_CLASS);
        for (Comparison comparison : Comparison.values()) {
            numbers("quantity", comparison, Facet.QUANTITY);
            numbers("percRank", comparison, Facet.sensor("percRank"));
        }
        presence("EXISTS_errorDeclaration", Facet.ERROR_DECLARATION);
        times("errorDeclarationTime", Facet.ERROR_DECLARATION_TIME);
        times("errorDeclaration_Time", Facet.ERROR_DECLARATION_TIME);
        equality("EQ_errorReason", Facet.ERROR_REASON, asked -> asked.words(Cbv.ERROR_REASON));
        equality("EQ_correctiveEventID", Facet.CORRECTIVE_EVENT_ID, Asked::eventIds);
        presence("EXISTS_sensorElementList", Facet.SENSOR_ELEMENT_LIST);
        for (String time : List.of("time", "startTime", "endTime")) times(time, Facet.sensor(time));
        equality("EQ_type", Facet.sensor("type"), Asked::measurementTypes);
        for (String field : List.of(
                "deviceID", "dataProcessingMethod", "microorganism", "chemicalSubstance", "bizRules", "uriValue")) {
            equality("EQ_" + field, Facet.sensor(field), Asked::identifiersOrTexts);
        }
        equality("EQ_stringValue", Facet.sensor("stringValue"), Asked::strippedTexts);
        equality("EQ_hexBinaryValue", Facet.sensor("hexBinaryValue"), Asked::strippedTexts);
        equality("EQ_booleanValue", Facet.sensor("booleanValue"), asked -> asked.oneOf(List.of("true", "false")));
        for (Area area : List.of(Area.SENSORMETADATA, Area.SENSORREPORT)) {
            for (String field : List.of("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod")) {
                equality("EQ_" + area + "_" + field, Facet.sensor(area, field), Asked::identifiersOrTexts);
            }
            times(area + "_time", Facet.sensor(area, "time"));
        }
        times("SENSORMETADATA_startTime", Facet.sensor(Area.SENSORMETADATA, "startTime"));
        times("SENSORMETADATA_endTime", Facet.sensor(Area.SENSORMETADATA, "endTime"));
    }

    private FixedParameters() {}

    static Optional<ParameterReader> of(String name) {
        return Optional.ofNullable(READERS.get(name));
    }

    static Set<String> names() {
        return READERS.keySet();
    }

    private static void equality(String name, Facet facet, Function<Asked, Set<String>> values) {
        READERS.put(name, asked -> new Equality(facet, values.apply(asked)));
    }

    private static void times(String field, Facet facet) {
        for (Comparison comparison : List.of(Comparison.GE, Comparison.LT)) {
            READERS.put(comparison + "_" + field, asked -> Range.of(Set.of(facet), comparison, asked.time()));
        }
    }

    private static void numbers(String field, Comparison comparison, Facet facet) {
        READERS.put(
                comparison + "_" + field,
                asked -> new MeasureRange(
                        facet,
                        comparison,
                        comparison == Comparison.EQ ? asked.numbers() : List.of(asked.number()),
                        null));
    }

    private static void presence(String name, Facet facet) {
        READERS.put(name, asked -> asked.asks() ? new Presence(Set.of(facet)) : event -> true);
    }

    private static void within(String name, Facet facet, Vocabulary vocabulary) {
        READERS.put(name, asked -> PlaceCondition.within(facet, vocabulary, asked.identifiers()));
    }

    private static void epcs(String name, Set<Facet> facets) {
        READERS.put(name, asked -> {
            Set<String> identifiers = new HashSet<>();
            List<EpcPattern> patterns = asked.values().stream()
                    .flatMap(value -> pattern(asked.prefixes().expand(value.strip())).stream())
                    .toList();
            asked.identifiers().stream()
                    .filter(identifier -> EpcPattern.parse(identifier).isEmpty())
                    .forEach(identifiers::add);
            return new EpcMatch(facets, identifiers, patterns);
        });
    }

    private static Optional<EpcPattern> pattern(String text) {
        EpcPattern.faultOf(text).ifPresent(fault -> {
            throw new BadValueException(fault, EpcPattern.forms());
        });
        return EpcPattern.parse(text);
    }
}

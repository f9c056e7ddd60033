package io.lotledger.api.events;

import static io.lotledger.api.events.SmallVocabulary.one;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** One to four parameters of a SimpleEventQuery, with values of a {@link SmallVocabulary}. */
record GeneratedQuery(Map<String, List<String>> parameters) {
    private static final List<String> ORDERED = List.of("GT", "GE", "LT", "LE");
    private static final List<String> AREAS =
            List.of("", "ILMD_", "ERROR_DECLARATION_", "SENSORELEMENT_", "SENSORMETADATA_", "SENSORREPORT_");

    /** @param eventIDs of the events there are */
    static GeneratedQuery of(Random random, List<String> eventIDs) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int count = 1 + Math.min(random.nextInt(4), random.nextInt(4));
        for (int i = 0; i < count; i++) new Draw(random, eventIDs).parameter(parameters);
        return new GeneratedQuery(parameters);
    }

    Map<String, String> joined() {
        return parameters.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, p -> String.join("|", p.getValue()), (a, b) -> a, LinkedHashMap::new));
    }

    private record Draw(Random random, List<String> eventIDs) {
        void parameter(Map<String, List<String>> into) {
            switch (random.nextInt(20)) {
                case 0 -> into.put("eventType", forms(SmallVocabulary.TYPES));
                case 1 ->
                    into.put(
                            pick("GE_eventTime", "GE_eventTime", "LT_eventTime", "LT_eventTime", "GE_recordTime"),
                            texts(SmallVocabulary.TIMES, 1));
                case 2 -> into.put("EQ_action", texts(SmallVocabulary.ACTIONS, 2));
                case 3 -> into.put("EQ_bizStep", forms(SmallVocabulary.BIZ_STEPS));
                case 4 ->
                    into.put(
                            pick("EQ_disposition", "EQ_persistentDisposition_set", "EQ_persistentDisposition_unset"),
                            forms(SmallVocabulary.DISPOSITIONS));
                case 5 ->
                    into.put(
                            pick("EQ_readPoint", "WD_readPoint", "EQ_bizLocation", "WD_bizLocation"),
                            forms(SmallVocabulary.PLACES));
                case 6 -> into.put("EQ_transformationID", forms(SmallVocabulary.TRANSFORMATIONS));
                case 7 -> into.put(pick("EQ_eventID", "EQ_correctiveEventID"), texts(eventIDs, 3));
                case 8 ->
                    into.put(
                            "EQ_bizTransaction_" + form(SmallVocabulary.TRANSACTION_TYPES),
                            forms(SmallVocabulary.TRANSACTIONS));
                case 9 ->
                    into.put(
                            pick("EQ_source_", "EQ_destination_") + form(SmallVocabulary.PARTY_TYPES),
                            forms(SmallVocabulary.PARTIES));
                case 10, 11 ->
                    into.put(
                            pick("MATCH_epc", "MATCH_parentID", "MATCH_inputEPC", "MATCH_outputEPC", "MATCH_anyEPC"),
                            epcs(SmallVocabulary.EPCS));
                case 12 ->
                    into.put(
                            pick("MATCH_epcClass", "MATCH_inputEPCClass", "MATCH_outputEPCClass", "MATCH_anyEPCClass"),
                            epcs(SmallVocabulary.CLASSES));
                case 13 -> quantity(into);
                case 14 -> error(into);
                case 15, 16 -> field(into);
                case 17 -> sensor(into);
                case 18 -> measure(into);
                default -> attribute(into);
            }
        }

        private void quantity(Map<String, List<String>> into) {
            String unit = random.nextInt(3) == 0 ? "" : "_" + one(random, SmallVocabulary.MASS_UNITS);
            compare(into, "_quantity" + unit, SmallVocabulary.AMOUNTS);
        }

        private void error(Map<String, List<String>> into) {
            switch (random.nextInt(4)) {
                case 0 -> into.put("EXISTS_errorDeclaration", List.of(pick("true", "false", "1", "null")));
                case 1 -> into.put("EQ_errorReason", forms(SmallVocabulary.ERROR_REASONS));
                default ->
                    into.put(
                            pick(
                                    "GE_errorDeclarationTime",
                                    "LT_errorDeclarationTime",
                                    "GE_errorDeclaration_Time",
                                    "LT_errorDeclaration_Time"),
                            texts(SmallVocabulary.TIMES, 1));
            }
        }

        private void field(Map<String, List<String>> into) {
            String name = one(random, SmallVocabulary.ASKED_FIELDS);
            String inner = random.nextInt(3) == 0 ? "INNER_" : "";
            if (random.nextInt(6) == 0) {
                into.put("EQ_" + inner + pick("readPoint_", "bizLocation_") + name, values(name));
                return;
            }
            String area = random.nextBoolean() ? "" : one(random, AREAS);
            switch (random.nextInt(4)) {
                case 0 -> into.put("EXISTS_" + inner + area + name, List.of(pick("true", "false", "0")));
                case 1 ->
                    into.put(
                            one(random, ORDERED) + "_" + inner + area + name,
                            texts(random.nextBoolean() ? SmallVocabulary.NUMBERS : SmallVocabulary.TIMES, 1));
                default -> into.put("EQ_" + inner + area + name, values(name));
            }
        }

        private List<String> values(String name) {
            if (name.endsWith("num")) return texts(SmallVocabulary.NUMBERS, 2);
            if (!name.endsWith("mixed")) return texts(SmallVocabulary.TEXTS, 3);
            return switch (random.nextInt(4)) {
                case 0 -> texts(SmallVocabulary.NUMBERS, 2);
                case 1 -> forms(random.nextBoolean() ? SmallVocabulary.PLACES : SmallVocabulary.EPCS);
                case 2 -> List.of(pick("true", "false"));
                default -> texts(SmallVocabulary.TEXTS, 3);
            };
        }

        private void sensor(Map<String, List<String>> into) {
            switch (random.nextInt(8)) {
                case 0 -> into.put("EXISTS_sensorElementList", List.of(pick("true", "false", "3")));
                case 1, 2 ->
                    into.put(
                            pick("GE_", "LT_")
                                    + pick("time", "startTime", "endTime", "SENSORMETADATA_time", "SENSORREPORT_time"),
                            texts(SmallVocabulary.TIMES, 1));
                case 3 -> into.put("EQ_type", forms(SmallVocabulary.MEASUREMENTS));
                case 4, 5 ->
                    into.put(
                            pick(
                                    "EQ_deviceID",
                                    "EQ_dataProcessingMethod",
                                    "EQ_microorganism",
                                    "EQ_chemicalSubstance",
                                    "EQ_bizRules",
                                    "EQ_uriValue",
                                    "EQ_SENSORMETADATA_deviceID",
                                    "EQ_SENSORMETADATA_deviceMetadata",
                                    "EQ_SENSORMETADATA_rawData",
                                    "EQ_SENSORREPORT_deviceID",
                                    "EQ_SENSORREPORT_dataProcessingMethod"),
                            forms(SmallVocabulary.URIS));
                case 6 -> into.put("EQ_stringValue", texts(SmallVocabulary.TEXTS, 4));
                default -> {
                    boolean hex = random.nextBoolean();
                    into.put(
                            hex ? "EQ_hexBinaryValue" : "EQ_booleanValue",
                            List.of(hex ? pick("f0f0", "F0F0") : pick("true", "false")));
                }
            }
        }

        private void measure(Map<String, List<String>> into) {
            if (random.nextInt(8) == 0) {
                compare(into, "_percRank", SmallVocabulary.AMOUNTS);
                return;
            }
            String unit =
                    one(random, random.nextBoolean() ? SmallVocabulary.TEMPERATURE_UNITS : SmallVocabulary.MASS_UNITS);
            String field = pick("value", "value", "minValue", "maxValue", "meanValue", "sDev", "percValue");
            compare(into, "_" + field + "_" + unit, SmallVocabulary.NUMBERS);
        }

        private void compare(Map<String, List<String>> into, String field, List<String> numbers) {
            boolean equal = random.nextInt(3) == 0;
            into.put((equal ? "EQ" : one(random, ORDERED)) + field, texts(numbers, equal ? 3 : 1));
        }

        private void attribute(Map<String, List<String>> into) {
            String field = pick("readPoint", "bizLocation", "q:mixed");
            if (random.nextBoolean()) into.put("HASATTR_" + field, texts(SmallVocabulary.ATTRIBUTES, 2));
            else {
                into.put(
                        pick("EQATTR_", "EQ_ATTR_") + field + "_" + one(random, SmallVocabulary.ATTRIBUTES),
                        texts(List.of("abc", "ABC", "10.50"), 2));
            }
        }

        private List<String> epcs(List<List<String>> identifiers) {
            return switch (random.nextInt(6)) {
                case 0, 1, 2 -> forms(identifiers);
                case 3, 4 -> texts(SmallVocabulary.PATTERNS, 2);
                default -> {
                    List<String> both = new ArrayList<>(forms(SmallVocabulary.EPCS));
                    both.addAll(texts(SmallVocabulary.PATTERNS, 1));
                    both.addAll(forms(SmallVocabulary.CLASSES));
                    yield both;
                }
            };
        }

        private String form(List<List<String>> values) {
            return SmallVocabulary.form(random, values);
        }

        private List<String> forms(List<List<String>> values) {
            List<String> forms = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) forms.add(form(values));
            return forms;
        }

        private List<String> texts(List<String> values, int most) {
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(most); i >= 0; i--) texts.add(one(random, values));
            return texts;
        }

        private String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}

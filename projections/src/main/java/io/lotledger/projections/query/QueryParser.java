package io.lotledger.projections.query;

import io.lotledger.ingest.capture.rules.TextRules;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import io.lotledger.projections.query.condition.Condition;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.Facet.Area;
import io.lotledger.projections.query.event.FieldName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses the parameters of one query and collects every fault. */
final class QueryParser {
    private static final Set<String> CONTROLS = Set.of("orderBy", "orderDirection", "eventCountLimit", "maxEventCount");

    /** The parameters of times that every event has: they become ranges of the query and not conditions. */
    private static final Set<String> TIMES = Set.of("GE_eventTime", "LT_eventTime", "GE_recordTime", "LT_recordTime");

    private static final String VALUES = "it must be a text, a number, a boolean, or an array of these";

    static final SortedSet<String> NAMES =
            Collections.unmodifiableSortedSet(Stream.of(FixedParameters.names(), CONTROLS, TIMES)
                    .flatMap(Set::stream)
                    .collect(Collectors.toCollection(TreeSet::new)));

    private final JsonLdContext prefixes;
    private final List<QueryFault> faults = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final Map<String, Asked> controls = new LinkedHashMap<>();
    private TimeRange eventTime = TimeRange.ALL;
    private TimeRange recordTime = TimeRange.ALL;

    QueryParser(JsonLdContext prefixes) {
        this.prefixes = prefixes;
    }

    EventQuery ofParameters(Map<String, List<String>> parameters) {
        parameters.forEach((name, sent) -> {
            if (sent.size() != 1) {
                faults.add(new QueryFault(
                        name,
                        name + " is given " + sent.size() + " times; separate the values of a list by '|'",
                        List.of()));
            } else {
                parameter(name, List.of(sent.get(0).split("\\|", -1)));
            }
        });
        return query();
    }

    EventQuery ofSingleValues(Map<String, String> parameters) {
        parameters.forEach((name, value) -> parameter(name, List.of(value)));
        return query();
    }

    EventQuery ofJson(JsonNode query) {
        query.properties().forEach(member -> {
            if (member.getKey().equals("@context")) return;
            String name = member.getKey();
            JsonNode value = member.getValue();
            Optional<List<String>> values = texts(value);
            if (hasNull(value) && !name.startsWith("EXISTS_"))
                faults.add(fault(name, VALUES + ", not null, which is a value of EXISTS_ parameters alone"));
            else if (values.isPresent()) parameter(name, values.get());
            else faults.add(fault(name, VALUES));
        });
        return query();
    }

    private static boolean hasNull(JsonNode value) {
        return value.isNull() || (value.isArray() && value.valueStream().anyMatch(JsonNode::isNull));
    }

    private static Optional<List<String>> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (one.isContainer()) return Optional.empty();
            texts.add(
                    one.isNull()
                            ? "null"
                            : one.isBigDecimal() ? one.decimalValue().toString() : one.asString());
        }
        return Optional.of(texts);
    }

    private void parameter(String name, List<String> values) {
        if (!TextRules.isStorable(name) || !values.stream().allMatch(TextRules::isStorable)) {
            faults.add(fault(name, "a name or value must not contain a NUL character or half of a surrogate pair"));
            return;
        }
        if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
            faults.add(fault(name, "its value is empty, or an element of its list is; leave the parameter out"));
            return;
        }
        Asked asked = new Asked(values, prefixes);
        if (CONTROLS.contains(name)) {
            controls.put(name, asked);
            return;
        }
        checked(name, () -> {
            switch (name) {
                case "GE_eventTime" -> eventTime = eventTime.from(asked.time());
                case "LT_eventTime" -> eventTime = eventTime.before(asked.time());
                case "GE_recordTime" -> recordTime = recordTime.from(asked.time());
                case "LT_recordTime" -> recordTime = recordTime.before(asked.time());
                default -> {
                    Optional<ParameterReader> reader =
                            FixedParameters.of(name).or(() -> new FlexibleParameters(prefixes).of(name));
                    if (reader.isPresent()) conditions.add(reader.get().read(asked));
                    else faults.add(unknown(name));
                }
            }
            return true;
        });
    }

    private EventQuery query() {
        OptionalInt limit = count("eventCountLimit");
        OptionalInt max = count("maxEventCount");
        if (controls.containsKey("eventCountLimit") && controls.containsKey("maxEventCount")) {
            faults.add(
                    fault("maxEventCount", "eventCountLimit and maxEventCount exclude each other; send one of them"));
        }
        if (controls.containsKey("eventCountLimit") && !controls.containsKey("orderBy")) {
            faults.add(new QueryFault(
                    "eventCountLimit",
                    "eventCountLimit needs orderBy, which says which events are the first",
                    List.of("orderBy=eventTime", "orderBy=recordTime")));
        }
        @Nullable EventOrder order = order();
        if (!faults.isEmpty()) throw new QueryRefusedException(faults);
        return new EventQuery(
                conditions,
                eventTime,
                recordTime,
                order == null ? EventOrder.STANDARD : order,
                order != null,
                limit,
                max);
    }

    private OptionalInt count(String name) {
        @Nullable Asked asked = controls.get(name);
        if (asked == null) return OptionalInt.empty();
        @Nullable Integer count = checked(name, asked::count);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    private @Nullable EventOrder order() {
        @Nullable Asked direction = controls.get("orderDirection");
        @Nullable
        Set<String> word =
                direction == null ? Set.of("DESC") : checked("orderDirection", () -> Set.of(oneDirection(direction)));
        @Nullable Asked by = controls.get("orderBy");
        if (by == null || word == null) return null;
        boolean ascending = word.contains("ASC");
        return checked("orderBy", () -> order(by.single(), ascending));
    }

    private static String oneDirection(Asked direction) {
        direction.oneOf(List.of("ASC", "DESC"));
        return direction.single();
    }

    private EventOrder order(String field, boolean ascending) {
        if (field.equals("eventTime")) return new EventOrder.ByEventTime(ascending);
        if (field.equals("recordTime")) return new EventOrder.ByRecordTime(ascending);
        Set<String> names = FieldName.ofParameter(field, prefixes);
        if (names.isEmpty()) {
            throw new BadValueException(
                    "'" + field + "' is not eventTime, recordTime or an extension field with a declared prefix",
                    List.of("eventTime", "recordTime"));
        }
        return new EventOrder.ByField(
                names.stream().map(name -> Facet.field(Area.EVENT, false, name)).collect(Collectors.toSet()),
                ascending);
    }

    private <T> @Nullable T checked(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BadValueException e) {
            faults.add(new QueryFault(name, name + ": " + e.getMessage(), e.allowed));
            return null;
        }
    }

    private static QueryFault fault(String name, String message) {
        return new QueryFault(name, name + ": " + message, List.of());
    }

    private static QueryFault unknown(String name) {
        Optional<String> near = Nearest.of(name, NAMES);
        return new QueryFault(
                name,
                "'" + name + "' is not a parameter of SimpleEventQuery"
                        + near.map(one -> "; did you mean " + one + "?")
                                .orElse("; an extension field is asked for by its prefix, as in EQ_ex:field"),
                near.map(List::of).orElseGet(() -> List.copyOf(NAMES)));
    }
}

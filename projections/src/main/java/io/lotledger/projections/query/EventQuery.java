package io.lotledger.projections.query;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.projections.query.condition.Condition;
import io.lotledger.projections.query.condition.PlaceCondition;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.event.QueriedEvent;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A SimpleEventQuery (EPCIS 2.0 §8.2.7.1), parsed and checked. Immutable. */
public final class EventQuery {
    /** Every event of the organisation. */
    public static final EventQuery ALL = new EventQuery(
            List.of(),
            TimeRange.ALL,
            TimeRange.ALL,
            EventOrder.STANDARD,
            false,
            OptionalInt.empty(),
            OptionalInt.empty());

    private final List<Condition> conditions;
    private final TimeRange eventTime;
    private final TimeRange recordTime;
    private final EventOrder order;
    private final boolean isOrdered;
    private final OptionalInt eventCountLimit;
    private final OptionalInt maxEventCount;

    EventQuery(
            List<Condition> conditions,
            TimeRange eventTime,
            TimeRange recordTime,
            EventOrder order,
            boolean isOrdered,
            OptionalInt eventCountLimit,
            OptionalInt maxEventCount) {
        this.conditions = List.copyOf(conditions);
        this.eventTime = eventTime;
        this.recordTime = recordTime;
        this.order = order;
        this.isOrdered = isOrdered;
        this.eventCountLimit = eventCountLimit;
        this.maxEventCount = maxEventCount;
    }

    /** The names of the parameters that have a fixed name, controls included. */
    public static Set<String> parameterNames() {
        return QueryParser.NAMES;
    }

    /**
     * The URL form.
     *
     * @param parameters decoded values by name; a list separates its elements by {@code |}
     * @param prefixes of the header {@code GS1-Extensions}: namespace by prefix
     * @throws QueryRefusedException with every fault
     */
    public static EventQuery ofParameters(Map<String, List<String>> parameters, Map<String, String> prefixes) {
        return new QueryParser(JsonLdContext.of(prefixes)).ofParameters(parameters);
    }

    /**
     * Parameters whose values a path holds: each value is one, whatever its characters.
     *
     * @throws QueryRefusedException with every fault
     */
    public static EventQuery ofPath(Map<String, String> parameters, Map<String, String> prefixes) {
        return new QueryParser(JsonLdContext.of(prefixes)).ofSingleValues(parameters);
    }

    /**
     * The JSON form: the object under {@code query} of a named query, with its own {@code @context}.
     *
     * @throws QueryRefusedException with every fault
     */
    public static EventQuery ofJson(JsonNode query) {
        return new QueryParser(JsonLdContext.NONE.with(query.get("@context"))).ofJson(query);
    }

    /** Both queries' conditions; the other's order and limits come first. */
    public EventQuery and(EventQuery other) {
        return new EventQuery(
                Stream.concat(conditions.stream(), other.conditions.stream()).toList(),
                eventTime.and(other.eventTime),
                recordTime.and(other.recordTime),
                other.isOrdered ? other.order : order,
                isOrdered || other.isOrdered,
                other.eventCountLimit.isPresent() ? other.eventCountLimit : eventCountLimit,
                other.maxEventCount.isPresent() ? other.maxEventCount : maxEventCount);
    }

    /** Whether master data decides which events match. */
    public boolean readsMasterData() {
        return conditions.stream().anyMatch(PlaceCondition.class::isInstance);
    }

    /** The query with the places that master data named at the log position; itself if it does not read master data. */
    public EventQuery resolved(UUID organisation, long position, PlaceIndex places) {
        if (!readsMasterData()) return this;
        List<Condition> resolved = conditions.stream()
                .map(one -> one instanceof PlaceCondition place ? place.resolved(organisation, position, places) : one)
                .toList();
        return new EventQuery(resolved, eventTime, recordTime, order, isOrdered, eventCountLimit, maxEventCount);
    }

    /** The query without the conditions that master data answers: more events match it, and none fewer. */
    public EventQuery withoutMasterData() {
        if (!readsMasterData()) return this;
        List<Condition> others = conditions.stream()
                .filter(one -> !(one instanceof PlaceCondition))
                .toList();
        return new EventQuery(others, eventTime, recordTime, order, isOrdered, eventCountLimit, maxEventCount);
    }

    /** Tests an event in memory, exactly. A query that reads master data is resolved first. */
    public boolean matches(QueriedEvent event) {
        if (!eventTime.includes(event.eventTime()) || !recordTime.includes(event.recordTime())) return false;
        for (Condition condition : conditions) {
            if (!condition.test(event)) return false;
        }
        return true;
    }

    public List<Condition> conditions() {
        return conditions;
    }

    public TimeRange eventTime() {
        return eventTime;
    }

    public TimeRange recordTime() {
        return recordTime;
    }

    public EventOrder order() {
        return order;
    }

    /** How many of the first events are wanted, over all pages. */
    public OptionalInt eventCountLimit() {
        return eventCountLimit;
    }

    /** How many events the result may have before the query is refused as too large. */
    public OptionalInt maxEventCount() {
        return maxEventCount;
    }
}

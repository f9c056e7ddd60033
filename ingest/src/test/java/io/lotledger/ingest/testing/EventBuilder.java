package io.lotledger.ingest.testing;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ErrorDeclaration;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.SensorElement;
import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event step by step. It begins with its kind and ends with {@link #event()}, or it begins with {@link #event(String)} and
 * ends with its kind. Without a name its id says what happened and when.
 */
public final class EventBuilder {
    private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");

    private enum Type {
        OBJECT,
        AGGREGATION,
        TRANSACTION,
        TRANSFORMATION,
        ASSOCIATION
    }

    private final Type type;
    private final Action action;
    private @Nullable String bizStep;
    private @Nullable String id;
    private OffsetDateTime time = OffsetDateTime.parse("2026-04-17T09:00:00-04:00");
    private @Nullable String offset;
    private @Nullable String readPoint;
    private @Nullable String bizLocation;
    private @Nullable String parent;
    private @Nullable String transformationID;
    private @Nullable ErrorDeclaration declaration;
    private boolean temperature;
    private final List<String> epcs = new ArrayList<>();
    private final List<String> outputEpcs = new ArrayList<>();
    private final List<QuantityElement> quantities = new ArrayList<>();
    private final List<QuantityElement> outputs = new ArrayList<>();
    private final List<BizTransaction> papers = new ArrayList<>();
    private final List<SourceDestination> sources = new ArrayList<>();
    private final List<SourceDestination> destinations = new ArrayList<>();
    private final Map<String, Object> extensions = new LinkedHashMap<>();
    private final Map<String, Object> ilmd = new LinkedHashMap<>();

    private EventBuilder(Type type, Action action, @Nullable String bizStep) {
        this.type = type;
        this.action = action;
        this.bizStep = bizStep;
    }

    public static EventBuilder add(@Nullable String bizStep) {
        return new EventBuilder(Type.OBJECT, Action.ADD, bizStep);
    }

    public static EventBuilder observe(@Nullable String bizStep) {
        return new EventBuilder(Type.OBJECT, Action.OBSERVE, bizStep);
    }

    public static EventBuilder delete(@Nullable String bizStep) {
        return new EventBuilder(Type.OBJECT, Action.DELETE, bizStep);
    }

    public static EventBuilder unit(String parent, Action action, @Nullable String bizStep) {
        EventBuilder event = new EventBuilder(Type.AGGREGATION, action, bizStep);
        event.parent = parent;
        return event;
    }

    public static EventBuilder association(String parent, String bizStep) {
        EventBuilder event = new EventBuilder(Type.ASSOCIATION, Action.ADD, bizStep);
        event.parent = parent;
        return event;
    }

    public static EventBuilder transaction(Action action, String bizStep) {
        return new EventBuilder(Type.TRANSACTION, action, bizStep);
    }

    public static EventBuilder transformation(@Nullable String bizStep) {
        return new EventBuilder(Type.TRANSFORMATION, Action.ADD, bizStep);
    }

    /** An event of 2 March 2026, 00:00 UTC. */
    public static EventBuilder event(String id) {
        EventBuilder event = new EventBuilder(Type.OBJECT, Action.OBSERVE, null);
        event.id = id;
        event.time = DAY.atOffset(ZoneOffset.UTC);
        event.offset = "+00:00";
        return event;
    }

    /** The declaration that an event should not be relied on. */
    public static EpcisEvent errorDeclaration(EpcisEvent event, String... correctiveEventIDs) {
        Instant time = event.fields().eventTime();
        EventBuilder declaring = event(event.fields().eventID());
        declaring.time = time.atOffset(ZoneOffset.UTC);
        declaring.declaration =
                new ErrorDeclaration(time.plusSeconds(60), "incorrect_data", List.of(correctiveEventIDs));
        return declaring.event();
    }

    /** So many hours after the time {@link #event(String)} has. */
    public static Instant hour(int hour) {
        return DAY.plusSeconds(hour * 3600L);
    }

    public static QuantityElement some(String epcClass, @Nullable String quantity, @Nullable String uom) {
        return new QuantityElement(epcClass, quantity == null ? null : new BigDecimal(quantity), uom);
    }

    public EventBuilder named(String eventID) {
        id = eventID;
        return this;
    }

    public EventBuilder on(String isoTimeWithOffset) {
        time = OffsetDateTime.parse(isoTimeWithOffset);
        return this;
    }

    public EventBuilder at(int hour) {
        time = hour(hour).atOffset(ZoneOffset.UTC);
        return this;
    }

    public EventBuilder step(String word) {
        bizStep = word;
        return this;
    }

    public EventBuilder in(String unit) {
        parent = unit;
        return this;
    }

    public EventBuilder offset(String eventTimeZoneOffset) {
        offset = eventTimeZoneOffset;
        return this;
    }

    public EventBuilder readAt(String place) {
        readPoint = place;
        return this;
    }

    public EventBuilder locatedAt(String place) {
        bizLocation = place;
        return this;
    }

    /** Both readPoint and bizLocation. */
    public EventBuilder at(String place) {
        return readAt(place).locatedAt(place);
    }

    public EventBuilder of(String epcClass, String quantity, @Nullable String uom) {
        quantities.add(new QuantityElement(epcClass, new BigDecimal(quantity), uom));
        return this;
    }

    public EventBuilder of(QuantityElement... amounts) {
        quantities.addAll(List.of(amounts));
        return this;
    }

    public EventBuilder into(QuantityElement... amounts) {
        outputs.addAll(List.of(amounts));
        return this;
    }

    /** So many cases. */
    public EventBuilder cases(String epcClass, int quantity) {
        return of(epcClass, Integer.toString(quantity), "CS");
    }

    /** Makes so many cases. */
    public EventBuilder intoCases(String epcClass, int quantity) {
        return into(epcClass, Integer.toString(quantity), "CS");
    }

    public EventBuilder ofUnknownQuantity(String epcClass) {
        quantities.add(new QuantityElement(epcClass, null, null));
        return this;
    }

    public EventBuilder into(String epcClass, String quantity, @Nullable String uom) {
        outputs.add(new QuantityElement(epcClass, new BigDecimal(quantity), uom));
        return this;
    }

    public EventBuilder epc(String... some) {
        epcs.addAll(List.of(some));
        return this;
    }

    public EventBuilder intoEpc(String... some) {
        outputEpcs.addAll(List.of(some));
        return this;
    }

    public EventBuilder from(String place) {
        return source("location", place);
    }

    public EventBuilder to(String place) {
        return destination("location", place);
    }

    /** Sent from one place to another, and seen where it was sent from. */
    public EventBuilder between(String from, String to) {
        return at(from).from(from).to(to);
    }

    public EventBuilder source(String sourceType, String uri) {
        sources.add(new SourceDestination(sourceType, uri));
        return this;
    }

    public EventBuilder destination(String destinationType, String uri) {
        destinations.add(new SourceDestination(destinationType, uri));
        return this;
    }

    public EventBuilder paper(@Nullable String paperType, String uri) {
        papers.add(new BizTransaction(paperType, uri));
        return this;
    }

    public EventBuilder says(String lotledgerName, Object value) {
        extensions.put("urn:lotledger:fsma204#" + lotledgerName, value);
        return this;
    }

    public EventBuilder ilmd(String name, Object value) {
        ilmd.put(name, value);
        return this;
    }

    /** @param lots a list, or one as it is */
    public EventBuilder lotNumber(Object lots) {
        return ilmd("urn:epcglobal:cbv:mda#lotNumber", lots);
    }

    public EventBuilder temperatureTaken() {
        temperature = true;
        return this;
    }

    public EventBuilder partOf(@Nullable String transformation) {
        transformationID = transformation;
        return this;
    }

    public ObjectEvent object(Action how) {
        return new ObjectEvent(fields(), how, epcs, quantities);
    }

    public AggregationEvent aggregation(Action how) {
        return new AggregationEvent(fields(), how, parent, epcs, quantities);
    }

    public AssociationEvent association(Action how) {
        return new AssociationEvent(fields(), how, parent, epcs, quantities);
    }

    public TransformationEvent transformation() {
        return new TransformationEvent(fields(), transformationID, epcs, quantities, outputEpcs, outputs);
    }

    public EpcisEvent event() {
        EventFields fields = fields();
        return switch (type) {
            case OBJECT -> object(action);
            case AGGREGATION -> aggregation(action);
            case TRANSACTION -> new TransactionEvent(fields, action, parent, epcs, quantities);
            case TRANSFORMATION -> transformation();
            case ASSOCIATION -> association(action);
        };
    }

    private EventFields fields() {
        return new EventFields(
                id == null ? "%s %s %s".formatted(type, bizStep, time) : id,
                time.toInstant(),
                offset == null ? time.getOffset().getId() : offset,
                declaration,
                bizStep,
                null,
                null,
                readPoint,
                bizLocation,
                papers,
                sources,
                destinations,
                temperature ? List.of(new SensorElement(List.of("Temperature"))) : List.of(),
                List.of(),
                new Extensions(ilmd),
                new Extensions(extensions));
    }
}

package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.SensorElement;
import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as a partner would tell it; its id is what happened and when, unless named. */
public final class Told {
    private enum Type {
        OBJECT,
        AGGREGATION,
        TRANSACTION,
        TRANSFORMATION,
        ASSOCIATION
    }

    private final Type type;
    private final Action action;
    private final @Nullable String bizStep;
    private @Nullable String id;
    private OffsetDateTime time = OffsetDateTime.parse("2026-04-17T09:00:00-04:00");
    private @Nullable String offset;
    private @Nullable String readPoint;
    private @Nullable String bizLocation;
    private @Nullable String parent;
    private @Nullable String transformationID;
    private boolean temperature;
    private final List<String> epcs = new ArrayList<>();
    private final List<String> outputEpcs = new ArrayList<>();
    private final List<QuantityElement> quantities = new ArrayList<>();
    private final List<QuantityElement> outputs = new ArrayList<>();
    private final List<BizTransaction> documents = new ArrayList<>();
    private final List<SourceDestination> sources = new ArrayList<>();
    private final List<SourceDestination> destinations = new ArrayList<>();
    private final Map<String, Object> extensions = new LinkedHashMap<>();
    private final Map<String, Object> ilmd = new LinkedHashMap<>();

    private Told(Type type, Action action, @Nullable String bizStep) {
        this.type = type;
        this.action = action;
        this.bizStep = bizStep;
    }

    public static Told add(@Nullable String bizStep) {
        return new Told(Type.OBJECT, Action.ADD, bizStep);
    }

    public static Told observe(@Nullable String bizStep) {
        return new Told(Type.OBJECT, Action.OBSERVE, bizStep);
    }

    static Told delete(@Nullable String bizStep) {
        return new Told(Type.OBJECT, Action.DELETE, bizStep);
    }

    public static Told unit(String parent, Action action, @Nullable String bizStep) {
        Told told = new Told(Type.AGGREGATION, action, bizStep);
        told.parent = parent;
        return told;
    }

    static Told association(String parent, String bizStep) {
        Told told = new Told(Type.ASSOCIATION, Action.ADD, bizStep);
        told.parent = parent;
        return told;
    }

    static Told transaction(Action action, String bizStep) {
        return new Told(Type.TRANSACTION, action, bizStep);
    }

    public static Told transformation(@Nullable String bizStep) {
        return new Told(Type.TRANSFORMATION, Action.ADD, bizStep);
    }

    public Told named(String eventID) {
        id = eventID;
        return this;
    }

    public Told on(String isoTimeWithOffset) {
        time = OffsetDateTime.parse(isoTimeWithOffset);
        return this;
    }

    Told offset(String eventTimeZoneOffset) {
        offset = eventTimeZoneOffset;
        return this;
    }

    public Told readAt(String place) {
        readPoint = place;
        return this;
    }

    Told locatedAt(String place) {
        bizLocation = place;
        return this;
    }

    /** Both readPoint and bizLocation. */
    public Told at(String place) {
        return readAt(place).locatedAt(place);
    }

    public Told of(String epcClass, String quantity, @Nullable String uom) {
        quantities.add(new QuantityElement(epcClass, new BigDecimal(quantity), uom));
        return this;
    }

    public Told ofUnknownQuantity(String epcClass) {
        quantities.add(new QuantityElement(epcClass, null, null));
        return this;
    }

    public Told into(String epcClass, String quantity, @Nullable String uom) {
        outputs.add(new QuantityElement(epcClass, new BigDecimal(quantity), uom));
        return this;
    }

    public Told epc(String epc) {
        epcs.add(epc);
        return this;
    }

    Told intoEpc(String epc) {
        outputEpcs.add(epc);
        return this;
    }

    public Told from(String place) {
        return source("location", place);
    }

    public Told to(String place) {
        return destination("location", place);
    }

    Told source(String sourceType, String uri) {
        sources.add(new SourceDestination(sourceType, uri));
        return this;
    }

    Told destination(String destinationType, String uri) {
        destinations.add(new SourceDestination(destinationType, uri));
        return this;
    }

    Told paper(@Nullable String paperType, String uri) {
        documents.add(new BizTransaction(paperType, uri));
        return this;
    }

    Told says(String lotledgerName, Object value) {
        extensions.put("urn:lotledger:fsma204#" + lotledgerName, value);
        return this;
    }

    Told ilmd(String name, Object value) {
        ilmd.put(name, value);
        return this;
    }

    Told temperatureTaken() {
        temperature = true;
        return this;
    }

    Told partOf(String transformation) {
        transformationID = transformation;
        return this;
    }

    EpcisEvent event() {
        EventFields fields = fields();
        return switch (type) {
            case OBJECT -> new ObjectEvent(fields, action, epcs, quantities);
            case AGGREGATION -> new AggregationEvent(fields, action, parent, epcs, quantities);
            case TRANSACTION -> new TransactionEvent(fields, action, parent, epcs, quantities);
            case TRANSFORMATION ->
                new TransformationEvent(fields, transformationID, epcs, quantities, outputEpcs, outputs);
            case ASSOCIATION -> new AssociationEvent(fields, action, parent, epcs, quantities);
        };
    }

    private EventFields fields() {
        return new EventFields(
                id == null ? "%s %s %s".formatted(type, bizStep, time) : id,
                time.toInstant(),
                offset == null ? time.getOffset().getId() : offset,
                null,
                bizStep,
                null,
                null,
                readPoint,
                bizLocation,
                documents,
                sources,
                destinations,
                temperature ? List.of(new SensorElement(List.of("Temperature"))) : List.of(),
                List.of(),
                new Extensions(ilmd),
                new Extensions(extensions));
    }
}

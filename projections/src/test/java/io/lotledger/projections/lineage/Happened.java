package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.projections.lineage.evidence.PackingHistory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of a test, told step by step. */
public final class Happened {
    private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");

    private final String id;
    private Instant time = DAY;
    private @Nullable String bizStep;
    private @Nullable String parent;
    private Extensions ilmd = Extensions.NONE;
    private Extensions extensions = Extensions.NONE;
    private @Nullable String transformation;
    private final List<String> epcs = new ArrayList<>();
    private final List<QuantityElement> quantities = new ArrayList<>();
    private final List<String> outputEpcs = new ArrayList<>();
    private final List<QuantityElement> outputs = new ArrayList<>();
    private final List<BizTransaction> documents = new ArrayList<>();

    private Happened(String id) {
        this.id = id;
    }

    public static Happened event(String id) {
        return new Happened(id);
    }

    public static Instant hour(int hour) {
        return DAY.plusSeconds(hour * 3600L);
    }

    public static QuantityElement some(String epcClass, @Nullable String quantity, @Nullable String uom) {
        return new QuantityElement(epcClass, quantity == null ? null : new BigDecimal(quantity), uom);
    }

    public Happened at(int hour) {
        time = hour(hour);
        return this;
    }

    public Happened step(String word) {
        bizStep = word;
        return this;
    }

    public Happened in(String unit) {
        parent = unit;
        return this;
    }

    public Happened of(String... things) {
        epcs.addAll(List.of(things));
        return this;
    }

    public Happened of(QuantityElement... amounts) {
        quantities.addAll(List.of(amounts));
        return this;
    }

    public Happened making(QuantityElement... amounts) {
        outputs.addAll(List.of(amounts));
        return this;
    }

    public Happened makingEach(String... serials) {
        outputEpcs.addAll(List.of(serials));
        return this;
    }

    public Happened lotNumber(String... lots) {
        ilmd = new Extensions(Map.of("urn:epcglobal:cbv:mda#lotNumber", List.of(lots)));
        return this;
    }

    public Happened printing(String tlc) {
        extensions = new Extensions(Map.of("urn:lotledger:fsma204#tlc", tlc));
        return this;
    }

    Happened partOf(String transformationID) {
        transformation = transformationID;
        return this;
    }

    public Happened with(String document) {
        documents.add(new BizTransaction("bol", document));
        return this;
    }

    public ObjectEvent object(Action action) {
        return new ObjectEvent(fields(), action, epcs, quantities);
    }

    public AggregationEvent aggregation(Action action) {
        return new AggregationEvent(fields(), action, parent, epcs, quantities);
    }

    public TransformationEvent transformation() {
        return new TransformationEvent(fields(), transformation, epcs, quantities, outputEpcs, outputs);
    }

    /** What units held by these events. */
    public static PackingHistory history(EpcisEvent... events) {
        return Packed.told(List.of(events));
    }

    private EventFields fields() {
        return new EventFields(
                id,
                time,
                "+00:00",
                null,
                bizStep,
                null,
                null,
                null,
                null,
                documents,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                ilmd,
                extensions);
    }
}

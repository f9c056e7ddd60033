package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ErrorDeclaration;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of a test, told step by step. */
final class Story {
    private final String id;
    private Instant time = Instant.parse("2026-03-02T00:00:00Z");
    private @Nullable String bizStep;
    private @Nullable String parent;
    private @Nullable String place;
    private @Nullable String transformation;
    private @Nullable ErrorDeclaration declaration;
    private Extensions ilmd = Extensions.NONE;
    private Extensions extensions = Extensions.NONE;
    private final List<String> epcs = new ArrayList<>();
    private final List<QuantityElement> quantities = new ArrayList<>();
    private final List<QuantityElement> outputs = new ArrayList<>();
    private final List<BizTransaction> documents = new ArrayList<>();
    private final List<SourceDestination> sources = new ArrayList<>();
    private final List<SourceDestination> destinations = new ArrayList<>();

    private Story(String id) {
        this.id = id;
    }

    static Story event(String id) {
        return new Story("urn:event:" + id);
    }

    /** Of one GTIN, in the canonical form. */
    static String lot(String lot) {
        return "https://id.gs1.org/01/10614141073464/10/" + lot;
    }

    static String pallet(int number) {
        return "https://id.gs1.org/00/" + "%018d".formatted(number);
    }

    static String serial(String serial) {
        return "https://id.gs1.org/01/10614141073464/21/" + serial;
    }

    Story at(int hour) {
        time = time.plusSeconds(hour * 3600L);
        return this;
    }

    Story step(String word) {
        bizStep = word;
        return this;
    }

    Story from(String location) {
        place = location;
        return this;
    }

    Story in(String unit) {
        parent = unit;
        return this;
    }

    Story unit(String epc) {
        epcs.add(epc);
        return this;
    }

    Story some(String epcClass, int quantity) {
        quantities.add(new QuantityElement(epcClass, BigDecimal.valueOf(quantity), "CS"));
        return this;
    }

    Story making(String epcClass, int quantity) {
        outputs.add(new QuantityElement(epcClass, BigDecimal.valueOf(quantity), "CS"));
        return this;
    }

    Story partOf(@Nullable String transformationID) {
        transformation = transformationID;
        return this;
    }

    Story lotNumber(String lot) {
        ilmd = new Extensions(Map.of("urn:epcglobal:cbv:mda#lotNumber", lot));
        return this;
    }

    Story saying(String lotledgerName, Object value) {
        Map<String, Object> said = new LinkedHashMap<>(extensions.values());
        said.put("urn:lotledger:fsma204#" + lotledgerName, value);
        extensions = new Extensions(said);
        return this;
    }

    Story with(String document) {
        documents.add(new BizTransaction("bol", document));
        return this;
    }

    /** Sent from one place to another, and seen where it was sent from. */
    Story between(String from, String to) {
        place = from;
        sources.add(new SourceDestination("location", from));
        destinations.add(new SourceDestination("location", to));
        return this;
    }

    /** So much in a unit of measure of one's own. */
    Story some(String epcClass, int quantity, String uom) {
        quantities.add(new QuantityElement(epcClass, BigDecimal.valueOf(quantity), uom));
        return this;
    }

    Story uncounted(String epcClass) {
        quantities.add(new QuantityElement(epcClass, null, null));
        return this;
    }

    ObjectEvent object(Action action) {
        return new ObjectEvent(fields(), action, epcs, quantities);
    }

    AggregationEvent aggregation(Action action) {
        return new AggregationEvent(fields(), action, parent, epcs, quantities);
    }

    TransformationEvent transformation() {
        return new TransformationEvent(fields(), transformation, epcs, quantities, List.of(), outputs);
    }

    /** The declaration that the event should not be relied on. */
    static EpcisEvent takenBack(EpcisEvent event, String... correctiveEventIDs) {
        EventFields f = event.fields();
        Story again = new Story(f.eventID());
        again.time = f.eventTime();
        again.declaration =
                new ErrorDeclaration(f.eventTime().plusSeconds(60), "incorrect_data", List.of(correctiveEventIDs));
        return again.object(Action.OBSERVE);
    }

    private EventFields fields() {
        return new EventFields(
                id,
                time,
                "+00:00",
                declaration,
                bizStep,
                null,
                null,
                place,
                place,
                documents,
                sources,
                destinations,
                List.of(),
                List.of(),
                ilmd,
                extensions);
    }
}

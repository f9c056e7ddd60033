package io.lotledger.projections.query.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.projections.query.event.Facet.Area;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the values of one event by facet (EPCIS 2.0 §7.4). */
final class EventValues {
    private static final Map<String, Facet> EPC_LISTS = Map.of(
            "epcList", Facet.EPC,
            "childEPCs", Facet.EPC,
            "inputEPCList", Facet.INPUT_EPC,
            "outputEPCList", Facet.OUTPUT_EPC);
    private static final Map<String, Facet> QUANTITY_LISTS = Map.of(
            "quantityList", Facet.EPC_CLASS,
            "childQuantityList", Facet.EPC_CLASS,
            "inputQuantityList", Facet.INPUT_EPC_CLASS,
            "outputQuantityList", Facet.OUTPUT_EPC_CLASS);

    private final KeptEvent kept;
    private final JsonNode document;
    private final JsonLdContext context;
    private final Words words;

    EventValues(KeptEvent kept) {
        this.kept = kept;
        this.document = EventJson.tree(kept.document());
        this.context = JsonLdContext.NONE.with(document.get("@context"));
        this.words = new Words(context);
    }

    Instant eventTime() {
        String sent = document.path("eventTime").asString("");
        Instant exact = Times.parse(sent); // queries compare nanoseconds, which the tables do not hold
        Instant time = exact == null ? Times.parseStored(sent) : exact;
        if (time == null) throw new IllegalArgumentException("the event has no eventTime");
        return time;
    }

    void addTo(QueriedEvent event) {
        addResourcesTo(event);
        texts("eventID", text -> event.add(Facet.EVENT_ID, CanonicalUri.spelling(context.expand(text))));
        texts("action", text -> event.add(Facet.ACTION, text));
        texts("transformationID", text -> event.add(Facet.TRANSFORMATION_ID, words.identifier(text)));
        QUANTITY_LISTS.forEach((list, facet) -> document.path(list).forEach(one -> quantity(event, facet, one)));
        JsonNode dispositions = document.path("persistentDisposition");
        texts(dispositions.get("set"), text -> event.add(Facet.DISPOSITION_SET, words.word(text)));
        texts(dispositions.get("unset"), text -> event.add(Facet.DISPOSITION_UNSET, words.word(text)));
        pairs("bizTransactionList", "bizTransaction", (type, id) -> event.add(Facet.bizTransaction(type), id));
        pairs("sourceList", "source", (type, id) -> event.add(Facet.source(type), id));
        pairs("destinationList", "destination", (type, id) -> event.add(Facet.destination(type), id));
        errorDeclaration(event);
        new SensorValues(context, words).addTo(event, document.get("sensorElementList"));
        ExtensionValues extensions = new ExtensionValues(context);
        extensions.addTo(event, Area.EVENT, document);
        extensions.addTo(event, Area.ILMD, document.get("ilmd"));
        extensions.addTo(event, Area.ERROR_DECLARATION, document.get("errorDeclaration"));
        extensions.addTo(event, Area.READ_POINT, document.get("readPoint"));
        extensions.addTo(event, Area.BIZ_LOCATION, document.get("bizLocation"));
    }

    /** Adds the values that are top-level resources (EPCIS 2.0 §12), and no others. */
    void addResourcesTo(QueriedEvent event) {
        event.add(Facet.EVENT_TYPE, words.eventType(document.path("type").asString("")));
        texts("bizStep", text -> event.add(Facet.BIZ_STEP, words.word(text)));
        texts("disposition", text -> event.add(Facet.DISPOSITION, words.word(text)));
        texts("parentID", text -> event.addEpc(Facet.PARENT_ID, context.expand(text)));
        EPC_LISTS.forEach((list, facet) -> texts(list, text -> event.addEpc(facet, context.expand(text))));
        texts(document.path("readPoint").get("id"), text -> event.add(Facet.READ_POINT, words.identifier(text)));
        texts(document.path("bizLocation").get("id"), text -> event.add(Facet.BIZ_LOCATION, words.identifier(text)));
    }

    private void quantity(QueriedEvent event, Facet classes, JsonNode element) {
        texts(element.get("epcClass"), text -> event.addEpc(classes, context.expand(text)));
        JsonNode quantity = element.get("quantity");
        if (quantity == null || !quantity.isNumber()) return;
        JsonNode uom = element.get("uom");
        event.add(
                Facet.QUANTITY,
                new Measure(
                        quantity.decimalValue(),
                        uom != null && uom.isString() ? uom.stringValue().strip() : null));
    }

    private void pairs(String list, String member, BiConsumer<String, String> add) {
        for (JsonNode pair : document.path(list)) {
            JsonNode type = pair.get("type");
            String word = type != null && type.isString() ? words.word(type.stringValue()) : "";
            texts(pair.get(member), text -> add.accept(word, words.identifier(text)));
        }
    }

    private void errorDeclaration(QueriedEvent event) {
        JsonNode declaration = document.get("errorDeclaration");
        if (declaration == null || !declaration.isObject()) return;
        event.addPresence(Facet.ERROR_DECLARATION);
        texts(declaration.get("declarationTime"), text -> {
            Instant time = Times.parseAnyYear(text);
            if (time != null) event.addRanged(Facet.ERROR_DECLARATION_TIME, "d:" + time);
        });
        texts(declaration.get("reason"), text -> event.add(Facet.ERROR_REASON, words.word(text)));
        texts(
                declaration.get("correctiveEventIDs"),
                text -> event.add(Facet.CORRECTIVE_EVENT_ID, CanonicalUri.spelling(context.expand(text))));
    }

    private void texts(String member, Consumer<String> add) {
        texts(document.get(member), add);
    }

    /** Each text of a value: of one, or of an array. */
    static void texts(@Nullable JsonNode value, Consumer<String> add) {
        if (value == null) return;
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (one.isString() && !one.stringValue().isBlank())
                add.accept(one.stringValue().strip());
        }
    }
}

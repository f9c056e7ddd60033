package io.lotledger.intake.fda;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.RecordKey;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.PercentEncoding;
import io.lotledger.intake.JoinedLots;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import io.lotledger.intake.fda.row.UnitCell;
import io.lotledger.projections.cte.model.DocumentTypes;
import io.lotledger.projections.cte.model.Kde;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An EPCIS event in the making, which knows the cell of each of its parts. */
final class EventDraft {
    private static final JsonLdContext CONTEXT =
            JsonLdContext.of(Map.of("lotledger", JsonLdContext.LOTLEDGER, "gs1", "https://ref.gs1.org/voc/"));
    private static final String REFERENCE_DOCUMENT = "Reference Document";

    private final List<FdaRow> rows;
    private final FdaRow row;
    private final ObjectNode event = Json.MAPPER.createObjectNode();
    private final Map<String, String> places = new HashMap<>();
    private final List<FdaRow> describing = new ArrayList<>(0);

    /** @param rows the rows that the event is made from; the first gives what they share */
    EventDraft(String type, String cte, String eventID, List<FdaRow> rows) {
        this.rows = rows;
        this.row = rows.get(0);
        event.put("type", type);
        event.put("eventID", eventID);
        event.put("lotledger:cte", cte);
    }

    /** Takes over the warnings of a row of another tab, which describes the event. */
    void describedBy(FdaRow other) {
        describing.add(other);
    }

    /** The event's date, at midnight of an unknown offset: FDA's columns have no time. */
    EventDraft date(Cells.One date) {
        place(".eventTime", date.column());
        place(".eventTimeZoneOffset", date.column());
        if (date.isKnown()) return day(date.day());
        if (!isFaulty(date)) {
            row.error(date.column(), "required", "an event needs its date; enter it as mm/dd/yyyy");
        }
        return this;
    }

    private boolean isFaulty(Cells.One cell) {
        return row.isFaulty(cell.column());
    }

    EventDraft day(LocalDate day) {
        event.put("eventTime", day + "T00:00:00.000Z");
        event.put("eventTimeZoneOffset", "+00:00");
        return this;
    }

    EventDraft word(String name, String word) {
        event.put(name, word);
        return this;
    }

    EventDraft text(String name, Cells.One cell) {
        if (!cell.isKnown()) return this;
        event.put(name, cell.text());
        place("['" + name + "']", cell.column());
        return this;
    }

    /** A text even where it says {@code n/a}. */
    EventDraft written(String name, Cells.One cell) {
        if (cell.written().isEmpty()) return this;
        event.put(name, cell.written());
        place("['" + name + "']", cell.column());
        return this;
    }

    EventDraft uri(String name, @Nullable String uri, Cells.Place place) {
        if (uri == null) return this;
        event.put(name, uri);
        place("['" + name + "']", place.column());
        return this;
    }

    /** The readPoint and, if it is the place of the goods, the bizLocation. */
    EventDraft at(@Nullable String uri, Cells.Place place, boolean isBizLocation) {
        if (uri == null) return this;
        for (String name : isBizLocation ? List.of("readPoint", "bizLocation") : List.of("readPoint")) {
            event.putObject(name).put("id", uri);
            place("." + name, place.column());
        }
        return this;
    }

    EventDraft source(@Nullable String uri, Cells.Place place) {
        return end("sourceList", "source", uri, place);
    }

    EventDraft destination(@Nullable String uri, Cells.Place place) {
        return end("destinationList", "destination", uri, place);
    }

    private EventDraft end(String list, String name, @Nullable String uri, Cells.Place place) {
        if (uri == null) return this;
        event.putArray(list).addObject().put("type", "location").put(name, uri);
        place("." + list, place.column());
        return this;
    }

    /** Adds a quantity of a lot, without amount and unit if the row has none. */
    EventDraft quantity(String list, String lot, Cells.Amount amount, FdaRow from) {
        ArrayNode quantities = list(list);
        String path = "." + list + "[" + quantities.size() + "]";
        ObjectNode quantity = quantities.addObject().put("epcClass", lot);
        places.put(path, from.place());
        places.put(path + ".quantity", from.place(amount.amount().column()));
        places.put(path + ".uom", from.place(amount.unit().column()));
        if (amount.amount().isKnown()) {
            quantity.put("quantity", new BigDecimal(amount.amount().text()));
            unit(amount, from, quantity);
        } else if (amount.unit().isKnown() && !from.isFaulty(amount.amount().column())) {
            from.warning(
                    amount.unit().column(), "quantity", "a unit without a quantity says nothing; enter the quantity");
        }
        return this;
    }

    private static void unit(Cells.Amount amount, FdaRow from, ObjectNode quantity) {
        int column = amount.unit().column();
        if (!amount.unit().isKnown()) {
            from.error(column, "unit", "a quantity needs its unit of measure, such as cases or pounds");
            return;
        }
        String text = amount.unit().text();
        UnitCell.code(text)
                .ifPresentOrElse(
                        code -> quantity.put("uom", code), () -> from.error(column, "unit", UnitCell.advice(text)));
    }

    ObjectNode object(String name) {
        return event.has(name) ? (ObjectNode) event.get(name) : event.putObject(name);
    }

    ArrayNode list(String name) {
        return event.has(name) ? (ArrayNode) event.get(name) : event.putArray(name);
    }

    EventDraft documents(Cells.Documents documents) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        document(list, documents.type().text(), documents.number().text());
        String[] types = parts(documents.type2().text());
        String[] numbers = parts(documents.number2().text());
        if (types.length == numbers.length) {
            for (int i = 0; i < numbers.length; i++) {
                document(list, types[i].equals(REFERENCE_DOCUMENT) ? "" : types[i], numbers[i]);
            }
        } else {
            document(list, documents.type2().text(), documents.number2().text());
        }
        warnOfNoNumber(documents.type(), documents.number());
        warnOfNoNumber(documents.type2(), documents.number2());
        if (!list.isEmpty()) {
            event.set("bizTransactionList", list);
            place(".bizTransactionList", documents.number().column());
        }
        return this;
    }

    private void warnOfNoNumber(Cells.One type, Cells.One number) {
        if (number.isKnown() || !type.isKnown() || isFaulty(number)) return;
        row.warning(type.column(), "document", "a document without its number is not kept; enter the number");
    }

    private static String[] parts(String joined) {
        return joined.isEmpty() ? new String[0] : joined.split("; ", -1);
    }

    private static void document(ArrayNode list, String type, String number) {
        if (number.isBlank()) return;
        ObjectNode document = list.addObject();
        if (!type.isBlank()) {
            document.put(
                    "type",
                    DocumentTypes.typeOf(type)
                            .orElseGet(() -> "urn:lotledger:document:" + PercentEncoding.encode(type)));
        }
        document.put("bizTransaction", "urn:epcglobal:cbv:bt:" + PercentEncoding.encode(number));
    }

    /** Where the value of a path comes from: a cell of one of the event's rows. */
    void place(String path, FdaRow from, int column) {
        places.put(path, from.place(column));
    }

    private void place(String path, int column) {
        places.put(path, row.place(column));
    }

    /** Where a value of the event comes from: the cell of the nearest part around it that has one, otherwise the row. */
    private String placeOf(String path) {
        for (String part = path; !part.isEmpty(); part = enclosing(part)) {
            @Nullable String place = places.get(part);
            if (place != null) return place;
        }
        return placeOfRows();
    }

    /** The path without its last step: {@code .name}, {@code ['gs1:name']} or {@code [3]}. */
    private static String enclosing(String path) {
        String step = path.endsWith("']") ? "['" : path.endsWith("]") ? "[" : ".";
        return path.substring(0, Math.max(0, path.lastIndexOf(step)));
    }

    /** The quantities of a list, as {@link JoinedLots#quantities} gives them. */
    List<String> quantities(String list) {
        return JoinedLots.quantities(event.path(list));
    }

    /** As {@link JoinedLots#occasion} gives it. */
    List<Object> occasion() {
        return JoinedLots.occasion(event);
    }

    /** Tells the record from others with its key. */
    String content() {
        return RecordKey.content(event, CONTEXT, event.path("eventID").asString(""));
    }

    /** @param key what identifies the record; {@code null} if it has no eventID */
    SentEvent sent(int index, @Nullable RecordKey key) {
        List<Violation> errors = new ArrayList<>();
        List<Violation> warnings = new ArrayList<>();
        for (FdaRow one : rows) {
            errors.addAll(one.errors());
            warnings.addAll(one.warnings());
        }
        describing.forEach(one -> warnings.addAll(one.warnings()));
        SourceRecord source = new SourceRecord(placeOfRows(), errors, warnings, key);
        return SentEvent.of(index, source, event, CONTEXT, this::placeOf);
    }

    /** {@code Transformation!2-4} for three rows in a row, {@code Transformation!2, 7} for two apart. */
    private String placeOfRows() {
        StringBuilder place = new StringBuilder(row.place());
        int from = row.number();
        int last = from;
        for (FdaRow next : rows.subList(1, rows.size())) {
            if (next.number() == last + 1) {
                last = next.number();
                continue;
            }
            if (last > from) place.append('-').append(last);
            place.append(", ").append(next.number());
            from = next.number();
            last = from;
        }
        if (last > from) place.append('-').append(last);
        return place.toString();
    }

    /** Whether the value is what FDA's own cells say with {@code n/a}. */
    static boolean isNotApplicable(Cells.One cell) {
        return cell.value() instanceof Kde.NotApplicable;
    }
}

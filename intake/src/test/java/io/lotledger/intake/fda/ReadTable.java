package io.lotledger.intake.fda;

import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.RecordedLot;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.IntakeFormat;
import io.lotledger.intake.fda.row.TabTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What was read of a document, and tables to read. */
final class ReadTable implements DocumentSink {
    static final UUID ORGANISATION = new UUID(1, 1);

    final List<SentEvent> events = new ArrayList<>();
    final Map<String, Map<String, List<String>>> masterData = new LinkedHashMap<>();
    final List<Violation> notes = new ArrayList<>();
    private final Map<String, JsonNode> log = new HashMap<>();
    private boolean corrects;

    static ReadTable csv(String text) {
        return of(FdaTables.csv(), text.getBytes(StandardCharsets.UTF_8), null);
    }

    /** As {@link #csv}, with these documents in the log. */
    static ReadTable csvAfter(String text, ReadTable... before) {
        return after(text, new ReadTable(), before);
    }

    private static ReadTable after(String text, ReadTable read, ReadTable... before) {
        for (ReadTable one : before) {
            one.events.forEach(
                    event -> read.log.putIfAbsent(event.node().path("eventID").asString(), event.node()));
        }
        return of(FdaTables.csv(), text.getBytes(StandardCharsets.UTF_8), null, read);
    }

    /** As {@link #csvAfter}, as a document that corrects an earlier capture. */
    static ReadTable csvCorrecting(String text, ReadTable... before) {
        ReadTable read = new ReadTable();
        read.corrects = true;
        return after(text, read, before);
    }

    /** As {@link #csv}, with this event in the log. */
    static ReadTable csvAfterEvent(String text, JsonNode event) {
        ReadTable read = new ReadTable();
        read.log.put(event.path("eventID").asString(), event);
        return of(FdaTables.csv(), text.getBytes(StandardCharsets.UTF_8), null, read);
    }

    static ReadTable of(IntakeFormat format, byte[] document, @Nullable Charset charset) {
        return of(format, document, charset, new ReadTable());
    }

    private static ReadTable of(IntakeFormat format, byte[] document, @Nullable Charset charset, ReadTable read) {
        format.read(document(document, charset), read);
        return read;
    }

    static DocumentBody document(byte[] document, @Nullable Charset charset) {
        return new DocumentBody(
                ORGANISATION, List.of(), new ByteArrayInputStream(document), charset, ReadingLimits.DEFAULT);
    }

    @Override
    public Map<String, JsonNode> stored(Collection<String> eventIDs) {
        Map<String, JsonNode> stored = new HashMap<>(log);
        stored.keySet().retainAll(eventIDs);
        return stored;
    }

    @Override
    public Map<String, List<JsonNode>> uses(Collection<String> lots) {
        List<JsonNode> using = log.values().stream()
                .filter(event -> lots.stream()
                        .anyMatch(lot ->
                                event.path("inputQuantityList").toString().contains(lot)))
                .toList();
        return using.isEmpty() ? Map.of() : Map.of("earlier-capture", using);
    }

    /** Of quantities of events, at their read points. */
    @Override
    public List<RecordedLot> recorded(Collection<String> codes) {
        List<RecordedLot> recorded = new ArrayList<>();
        for (JsonNode event : log.values()) {
            for (String list : List.of("quantityList", "inputQuantityList", "outputQuantityList")) {
                for (JsonNode quantity : event.path(list)) {
                    String lot = quantity.path("epcClass").asString();
                    if (TextLot.code(lot).filter(codes::contains).isEmpty()) continue;
                    recorded.add(new RecordedLot(
                            lot,
                            event.at("/readPoint/id").asString(),
                            LocalDate.parse(event.path("eventTime").asString().substring(0, 10))));
                }
            }
        }
        return recorded;
    }

    @Override
    public Map<String, List<JsonNode>> matching(Collection<Map<String, String>> queries) {
        List<JsonNode> found = log.values().stream()
                .filter(event -> queries.stream()
                        .anyMatch(query -> query.entrySet().stream()
                                .allMatch(one -> matches(event, one.getKey(), one.getValue()))))
                .toList();
        return found.isEmpty() ? Map.of() : Map.of("earlier-capture", found);
    }

    private static boolean matches(JsonNode event, String parameter, String value) {
        Instant time = Instant.parse(event.path("eventTime").asString());
        return switch (parameter) {
            case "EQ_readPoint" -> event.at("/readPoint/id").asString("").equals(value);
            case "EQ_destination_location" ->
                event.at("/destinationList/0/destination").asString("").equals(value);
            case "GE_eventTime" -> !time.isBefore(Instant.parse(value));
            case "LT_eventTime" -> time.isBefore(Instant.parse(value));
            default ->
                parameter.startsWith("EQ_INNER_")
                        ? event.path("lotledger:received")
                                .valueStream()
                                .anyMatch(receipt -> receipt.path(parameter.substring("EQ_INNER_".length()))
                                        .asString("")
                                        .equals(value))
                        : event.path(parameter.substring("EQ_".length()))
                                .asString("")
                                .equals(value);
        };
    }

    @Override
    public boolean corrects() {
        return corrects;
    }

    @Override
    public void event(SentEvent event) {
        events.add(event);
    }

    @Override
    public void masterData(SentMasterData element) {
        masterData.put(Objects.requireNonNull(element.id()), element.attributes());
    }

    @Override
    public void note(Violation note) {
        notes.add(note);
    }

    SourceRecord record(int index) {
        return Objects.requireNonNull(events.get(index).source());
    }

    /** The errors of all events as {@code place rule}. */
    List<String> errors() {
        return events.stream()
                .flatMap(event -> Objects.requireNonNull(event.source()).errors().stream())
                .map(error -> error.path() + ": " + error.rule())
                .toList();
    }

    List<String> warnings() {
        return events.stream()
                .flatMap(event -> Objects.requireNonNull(event.source()).warnings().stream())
                .map(error -> error.path() + ": " + error.rule())
                .toList();
    }

    static Tab<?> tab(String name) {
        return FdaTemplate.TABS.stream()
                .filter(tab -> tab.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A tab as CSV; cells by the heading's title. */
    static String table(String tab, List<Map<String, String>> rows) {
        List<String> titles = tab(tab).columns().stream()
                .map(column -> TabTable.title(column))
                .toList();
        List<String> headings =
                tab(tab).columns().stream().map(column -> column.heading()).toList();
        return line(headings)
                + rows.stream()
                        .map(row -> line(titles.stream()
                                .map(title -> row.getOrDefault(title, ""))
                                .toList()))
                        .collect(Collectors.joining());
    }

    static String line(List<String> cells) {
        return cells.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** A complete row of Shipping, with these cells instead. */
    static Map<String, String> shipment(String... instead) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("Traceability Lot Code", "BF0901-D");
        row.put("Quantity", "40");
        row.put("Unit of Measure", "cases");
        row.put("Product Description - Product Name", "Romaine Hearts");
        row.put("Product Description - Packaging Size", "12 x 3 ct");
        row.put("Product Description - Packaging Style", "Carton");
        place(
                row,
                "Location Description for the Immediate Subsequent Recipient (other than a transporter) - ",
                "State or Region",
                "ZIP or Postal Code",
                "Big Store DC",
                "Dallas");
        place(
                row,
                "Location Description for the Location from which you Shipped the Food - ",
                "State or Region",
                "ZIP or Postal Code",
                "Valley Packing",
                "Salinas");
        row.put("Shipping Date", "11/03/2026");
        place(
                row,
                "Location Description for the Traceability Lot Code Source - ",
                "State/Region",
                "ZIP/Postal Code",
                "Valley Packing",
                "Salinas");
        row.put("Reference Document Type", "Bill of Lading");
        row.put("Reference Document Number", "BOL 17");
        for (int i = 0; i < instead.length; i += 2) row.put(instead[i], instead[i + 1]);
        return row;
    }

    /** The events without their order. */
    Set<Object> content() {
        return events.stream().map(SentEvent::node).collect(Collectors.toSet());
    }

    private static void place(
            Map<String, String> row, String prefix, String state, String zip, String name, String city) {
        row.put(prefix + "Business Name", name);
        row.put(prefix + "Phone Number", "555-0100");
        row.put(prefix + "Street Address or Geographic Coordinates", "1 Main St");
        row.put(prefix + "City", city);
        row.put(prefix + state, "CA");
        row.put(prefix + zip, "01234");
        row.put(prefix + "Country", "US");
    }
}

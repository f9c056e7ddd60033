package io.lotledger.export.workbook;

import io.lotledger.ingest.epcis.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.jspecify.annotations.Nullable;

/** What became of what: an edge for each lot used and lot made, with the event that says so; by the lots' names, not their ids, which no reader could follow. */
final class Lineage {
    static final String NAME = "Lineage";
    static final List<Heading> HEADINGS = List.of(
            new Heading("Lot used", 40),
            new Heading("Quantity used", 14),
            new Heading("Unit used", 14),
            new Heading("Lot made", 40),
            new Heading("Quantity made", 14),
            new Heading("Unit made", 14),
            new Heading("Event ID", 56));

    private Lineage() {}

    static void write(Trace trace, SheetSeries sheets, CellWriter cells) {
        Map<UUID, String> names = trace.nodes().stream()
                .map(Trace.Node::lot)
                .collect(Collectors.toMap(Lot::id, lot -> lot.key().printed(), (one, same) -> one));
        List<Trace.Edge> edges = trace.edges().stream()
                .sorted(Comparator.comparing((Trace.Edge edge) -> name(names, edge.from()))
                        .thenComparing(edge -> name(names, edge.to()))
                        .thenComparing(Trace.Edge::eventId))
                .toList();
        for (Trace.Edge edge : edges) {
            SXSSFRow row = sheets.next();
            put(cells, row, 0, name(names, edge.from()));
            amount(cells, row, 1, edge.input());
            put(cells, row, 3, name(names, edge.to()));
            amount(cells, row, 4, edge.output());
            put(cells, row, 6, edge.eventId());
        }
    }

    private static String name(Map<UUID, String> names, UUID lot) {
        return names.getOrDefault(lot, "lot " + ShortUuid.encode(lot) + ", not followed");
    }

    private static void amount(CellWriter cells, SXSSFRow row, int column, Trace.@Nullable Amount amount) {
        BigDecimal quantity = amount == null ? null : amount.quantity();
        String uom = amount == null ? null : amount.uom();
        put(cells, row, column, quantity == null ? "not stated" : quantity.toPlainString());
        put(cells, row, column + 1, uom != null ? uom : quantity == null ? "not stated" : "each");
    }

    private static void put(CellWriter cells, SXSSFRow row, int column, String text) {
        cells.text(row, column, text, HEADINGS.get(column).text(), NAME);
    }
}

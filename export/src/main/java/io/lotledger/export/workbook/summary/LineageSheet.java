package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.jspecify.annotations.Nullable;

/** Lists an edge for each lot used and lot made, with the event that states it. It names lots by code, not by internal id. */
public final class LineageSheet {
    public static final String NAME = "Lineage";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Lot used", 36),
            new Heading("Product used", 28),
            new Heading("Quantity used", 11),
            new Heading("Unit used", 12),
            new Heading("Lot made", 36),
            new Heading("Product made", 28),
            new Heading("Quantity made", 11),
            new Heading("Unit made", 12),
            new Heading("Event ID", 46));

    private LineageSheet() {}

    /** @param otherInputs the lots that edges use, and that are not in the trace */
    public static void write(Trace trace, List<Lot> otherInputs, SheetSeries sheets, CellWriter cells, LotsSheet lots) {
        Map<UUID, LotKey> keys = Stream.concat(trace.nodes().stream().map(Trace.Node::lot), otherInputs.stream())
                .collect(Collectors.toMap(Lot::id, Lot::key, (one, same) -> one));
        List<Trace.Edge> edges = trace.edges().stream()
                .sorted(Comparator.comparing((Trace.Edge edge) -> name(keys, edge.from()))
                        .thenComparing(edge -> name(keys, edge.to()))
                        .thenComparing(Trace.Edge::eventId))
                .toList();
        for (Trace.Edge edge : edges) {
            SXSSFRow row = sheets.next();
            put(cells, row, 0, name(keys, edge.from()));
            product(cells, row, 1, lots, keys.get(edge.from()));
            amounts(cells, row, 2, edge.inputs());
            put(cells, row, 4, name(keys, edge.to()));
            product(cells, row, 5, lots, keys.get(edge.to()));
            amounts(cells, row, 6, edge.outputs());
            put(cells, row, 8, edge.eventId());
        }
    }

    private static String name(Map<UUID, LotKey> keys, UUID lot) {
        @Nullable LotKey key = keys.get(lot);
        return key == null ? "lot " + ShortUuid.encode(lot) + ", not traced" : key.printed();
    }

    private static void product(CellWriter cells, SXSSFRow row, int column, LotsSheet lots, @Nullable LotKey lot) {
        Kde product = lot == null ? Kde.notApplicable("not traced") : lots.productName(lot);
        cells.kde(
                row,
                column,
                product.isGap() ? Kde.of("not known") : product,
                HEADINGS.get(column).text(),
                NAME);
    }

    /** Amounts in several units of measure are a text: a cell has one number. */
    private static void amounts(CellWriter cells, SXSSFRow row, int column, List<Trace.Amount> amounts) {
        if (amounts.size() < 2) {
            amount(cells, row, column, amounts.isEmpty() ? null : amounts.get(0));
            return;
        }
        String text = amounts.stream().map(LineageSheet::words).collect(Collectors.joining(" + "));
        put(cells, row, column, text);
        put(cells, row, column + 1, "several units");
    }

    private static String words(Trace.Amount amount) {
        BigDecimal quantity = amount.quantity();
        return (quantity == null ? "not stated" : quantity.toPlainString()) + " " + UnitOfMeasure.inWords(amount.uom());
    }

    private static void amount(CellWriter cells, SXSSFRow row, int column, Trace.@Nullable Amount amount) {
        BigDecimal quantity = amount == null ? null : amount.quantity();
        String uom = amount == null ? null : amount.uom();
        if (quantity == null) put(cells, row, column, "not stated");
        else cells.number(row, column, quantity);
        put(cells, row, column + 1, uom == null && quantity == null ? "not stated" : UnitOfMeasure.inWords(uom));
    }

    private static void put(CellWriter cells, SXSSFRow row, int column, String text) {
        cells.text(row, column, text, HEADINGS.get(column).text(), NAME);
    }
}

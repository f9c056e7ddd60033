package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.content.LotFacts;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.lineage.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.jspecify.annotations.Nullable;

/** The lots of the trace: code, product, and the code's source with its phone. */
public final class LotsSheet {
    public static final String NAME = "Lots";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Role", 13),
            new Heading("Steps from the requested lot", 11),
            new Heading("Traceability Lot Code", 36),
            new Heading("GTIN", 17),
            new Heading("Lot", 22),
            new Heading("Product Name", 32),
            new Heading("Brand Name", 20),
            new Heading("Commodity", 20),
            new Heading("Variety", 20),
            new Heading("Traceability Lot Code Source - Business Name", 32),
            new Heading("Traceability Lot Code Source - Phone Number", 20),
            new Heading("Traceability Lot Code Source - Street Address or Geographic Coordinates", 34),
            new Heading("Traceability Lot Code Source - City", 20),
            new Heading("Traceability Lot Code Source - State or Region", 18),
            new Heading("Traceability Lot Code Source - ZIP or Postal Code", 18),
            new Heading("Traceability Lot Code Source - Country", 18),
            new Heading("Traceability Lot Code Source Reference", 40),
            new Heading("First critical tracking event\n(mm/dd/yyyy)", 13),
            new Heading("Last critical tracking event\n(mm/dd/yyyy)", 13),
            new Heading("Rows on FDA's tabs", 11),
            new Heading("Lot ID", 26));

    private static final ProductDescription UNKNOWN = new LotFacts().product();

    private final Trace trace;
    private final Map<String, LotFacts> facts = new HashMap<>();
    /** By the code of the lot, as the rows print it. */
    private final Map<Kde, ProductDescription> used = new HashMap<>();

    public LotsSheet(Trace trace) {
        this.trace = trace;
        for (Trace.Node node : trace.nodes()) facts.put(node.lot().key().uri(), new LotFacts());
    }

    /** Takes from a row what it says about its lot, and about the lot that it used. Rows of lots outside the trace say nothing here. */
    public void learn(CriticalTrackingEvent row) {
        if (row instanceof CriticalTrackingEvent.Transformation made)
            used.putIfAbsent(made.inputLotCode(), made.inputProduct());
        @Nullable LotFacts lot = facts.get(row.basis().lot().uri());
        if (lot != null) lot.learn(row);
    }

    public void write(SheetSeries sheets, CellWriter cells) {
        for (Trace.Node node : trace.nodes()) {
            LotKey key = node.lot().key();
            LotFacts lot = facts.getOrDefault(key.uri(), new LotFacts());
            SXSSFRow row = sheets.next();
            put(cells, row, 0, role(node.role()));
            cells.count(row, 1, node.depth());
            kdes(
                    cells,
                    row,
                    2,
                    lot.traceabilityLotCode(key),
                    gtin(key.gtin()),
                    lot(key.lot()),
                    lot.product().productName(),
                    lot.product().brand(),
                    lot.product().commodity(),
                    lot.product().variety(),
                    lot.source().businessName(),
                    lot.source().phone(),
                    lot.source().street(),
                    lot.source().city(),
                    lot.source().state(),
                    lot.source().zip(),
                    lot.source().country(),
                    lot.sourceReference(),
                    lot.firstDate(),
                    lot.lastDate());
            cells.count(row, 19, lot.rows());
            put(cells, row, 20, node.lot().shortId());
        }
    }

    /** The code as the rows print it; for a lot without a code, its class as GS1 prints it, so that lines stay distinct. */
    Kde nameOf(LotKey lot) {
        Kde code = facts.getOrDefault(lot.uri(), new LotFacts()).traceabilityLotCode(lot);
        return code instanceof Kde.Known ? code : Kde.of(lot.printed());
    }

    /** The product name; for a lot before packing, its commodity and variety. */
    Kde productName(LotKey lot) {
        @Nullable LotFacts known = facts.get(lot.uri());
        ProductDescription product =
                known == null ? used.getOrDefault(Kde.of(lot.printed()), UNKNOWN) : known.product();
        if (product.productName() instanceof Kde.Known) return product.productName();
        String food = Stream.of(product.commodity(), product.variety())
                .flatMap(kde -> kde instanceof Kde.Known text ? Stream.of(text.text()) : Stream.empty())
                .collect(Collectors.joining(", "));
        return food.isEmpty() ? product.productName() : Kde.of(food);
    }

    private static String role(Trace.Role role) {
        return role == Trace.Role.SEED ? "requested lot" : role.name().toLowerCase(Locale.ROOT);
    }

    private static Kde gtin(@Nullable Gtin gtin) {
        return gtin == null ? Kde.notApplicable("not a GS1 key") : Kde.of(gtin.value());
    }

    private static Kde lot(@Nullable String lot) {
        return lot == null ? Kde.notApplicable("not a GS1 key") : Kde.of(lot);
    }

    private static void kdes(CellWriter cells, SXSSFRow row, int from, Kde... kdes) {
        for (int i = 0; i < kdes.length; i++)
            cells.kde(row, from + i, kdes[i], HEADINGS.get(from + i).text(), NAME);
    }

    private static void put(CellWriter cells, SXSSFRow row, int column, String text) {
        cells.text(row, column, text, HEADINGS.get(column).text(), NAME);
    }
}

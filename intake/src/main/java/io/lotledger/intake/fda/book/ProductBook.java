package io.lotledger.intake.fda.book;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The product descriptions of a document, each of one lot: two lots of one GTIN may be packed in different ways. */
public final class ProductBook {
    private static final List<String> ATTRIBUTES =
            List.of("productName", "brandName", "commodity", "variety", "packagingSize", "packagingStyle");

    private final Map<String, Described> described = new LinkedHashMap<>();

    /** Each description once: the lots of a file are many, and their products few. */
    private final Map<Map<String, List<String>>, Map<String, List<String>>> descriptions = new HashMap<>();

    private record Described(Map<String, List<String>> attributes, FdaRow row, int column) {
        String at() {
            return row.place(column);
        }

        String text(String attribute) {
            return attributes.getOrDefault(attribute, List.of("")).get(0);
        }
    }

    /** Keeps the description of a lot's product. A name that is only an identifier describes nothing. */
    public void note(String lot, Cells.Product product, FdaRow row) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (int i = 0; i < ATTRIBUTES.size(); i++) {
            String text = product.parts().get(i).text();
            boolean isIdentifier = i == 0 && isIdentifier(text, lot);
            if (!text.isEmpty() && !isIdentifier) attributes.put(ATTRIBUTES.get(i), List.of(text));
        }
        note(lot, attributes, row, product.name().column());
    }

    /** Of a lot whose code is no GS1 key, exports before 0.3 printed our own URI for the name. */
    private static boolean isIdentifier(String name, String lot) {
        return name.matches("GTIN \\d{14}")
                || name.equals(lot)
                || TextLot.code(name).isPresent();
    }

    public void note(String lot, Map<String, List<String>> attributes, FdaRow row, int column) {
        if (attributes.isEmpty()) return;
        Described known = described.putIfAbsent(lot, new Described(shared(attributes), row, column));
        if (known == null || known.attributes().equals(attributes)) return;
        Map<String, List<String>> merged = new LinkedHashMap<>(known.attributes());
        boolean isOther = false;
        for (Map.Entry<String, List<String>> one : attributes.entrySet()) {
            String before = known.text(one.getKey());
            String now = one.getValue().get(0);
            isOther |= Fuller.contradict(before, now);
            merged.put(one.getKey(), List.of(Fuller.of(before, now)));
        }
        if (isOther) {
            row.warning(
                    column,
                    "description",
                    "the product of this lot is described otherwise at " + known.at()
                            + "; a lot has one description, and of two values the longer is kept");
        }
        described.put(lot, new Described(shared(merged), known.row(), known.column()));
    }

    private Map<String, List<String>> shared(Map<String, List<String>> attributes) {
        return descriptions.computeIfAbsent(attributes, first -> first);
    }

    /** Sends the descriptions, and forgets them: a document sends them once. */
    public void send(DocumentSink sink) {
        for (Iterator<Map.Entry<String, Described>> all = described.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Described> lot = all.next();
            all.remove();
            Described one = lot.getValue();
            sink.masterData(SentMasterData.only(one.at(), "EPCClass", lot.getKey(), one.attributes()));
        }
        descriptions.clear();
    }
}

package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the documents that segments refer to: REF by its qualifier (element 128), PRF for orders. */
final class DocumentReferences {
    private static final Map<String, String> TYPES = Map.of(
            "BM", "bol",
            "MB", "bol",
            "IV", "inv",
            "PO", "po",
            "MA", "desadv",
            "SI", "desadv");

    private DocumentReferences() {}

    static Set<BusinessDocument> of(List<X12Segment> segments) {
        Set<BusinessDocument> documents = new LinkedHashSet<>();
        for (X12Segment segment : segments) {
            if (segment.is("PRF") && segment.has(1)) documents.add(new BusinessDocument("po", segment.element(1)));
            String type = segment.is("REF") ? TYPES.get(segment.element(1)) : null;
            if (type != null && segment.has(2)) documents.add(new BusinessDocument(type, segment.element(2)));
        }
        return documents;
    }

    static Set<BusinessDocument> orders(List<X12Segment> segments) {
        Set<BusinessDocument> orders = of(segments);
        orders.removeIf(document -> !document.type().equals("po"));
        return orders;
    }
}

package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.ooxml.TextSheet;
import io.lotledger.projections.lineage.Lot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The criteria of a request, and the lots that each selected.
 *
 * @param period event times that count, in words; null for all
 */
public record RequestedLots(@Nullable String period, List<Name> names) {
    /** A criterion with more lots refers to the sheet Lots. */
    private static final int LISTED = 100;
    /** Criteria that the introduction lists. */
    private static final int NAMED = 15;

    public RequestedLots {
        names = List.copyOf(names);
    }

    /** @param kind {@code GTIN} */
    public record Name(String kind, String text, List<Lot> lots) {
        public Name {
            lots = List.copyOf(lots);
        }
    }

    /** {@code 2 × Traceability lot code, 1 × GTIN; event time 2026-01-01T00:00:00Z to the end}. */
    String summary() {
        if (names.size() == 1) return names.get(0).kind() + " " + names.get(0).text() + suffix();
        Map<String, Long> counts =
                names.stream().collect(Collectors.groupingBy(Name::kind, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                        .map(kind -> kind.getValue() + " × " + kind.getKey())
                        .collect(Collectors.joining(", "))
                + suffix();
    }

    private String suffix() {
        return period == null || names.stream().anyMatch(name -> name.text().equals(period))
                ? ""
                : "; event time " + period;
    }

    /** Lists the first criteria, without their lots. */
    void list(TextSheet page) {
        if (names.size() == 1) return;
        for (Name name : names.subList(0, Math.min(NAMED, names.size()))) page.fact("    " + name.kind(), name.text());
        if (names.size() > NAMED)
            page.fact("    and more", (names.size() - NAMED) + " more, on the sheet " + RequestSheet.NAME);
    }

    /** Writes every criterion with its lots. */
    void write(TextSheet page) {
        page.section("Asked for");
        if (period != null) {
            page.fact("Event time", period);
            page.line(
                    "The request covers each lot with a critical tracking event in this period. The workbook shows all"
                            + " events of these lots and of the lots they are traced to, whatever their time.");
        }
        for (Name name : names) write(name, page);
    }

    private static void write(Name name, TextSheet page) {
        page.fact(name.kind(), name.text());
        int count = name.lots().size();
        if (count == 0) page.fact("    no lot", "has a critical tracking event in this period");
        else if (count > LISTED)
            page.fact("    " + count + " lots", "see the role \"requested lot\" on the sheet " + LotsSheet.NAME);
        else
            for (Lot lot : name.lots())
                page.fact("    lot " + lot.shortId(), lot.key().printed());
    }
}

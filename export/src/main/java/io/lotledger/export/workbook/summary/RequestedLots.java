package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.ooxml.TextSheet;
import io.lotledger.projections.lineage.Lot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request with several criteria named, and the lots each name came to.
 *
 * @param period which events count, for people; null for all
 */
public record RequestedLots(@Nullable String period, List<Name> names) {
    /** More of them under one name stand on the sheet Lots only. */
    private static final int LISTED = 100;
    /** Names that the introduction lists. */
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

    /** The names alone, the first of them where they are many. */
    void list(TextSheet page) {
        if (names.size() == 1) return;
        for (Name name : names.subList(0, Math.min(NAMED, names.size()))) page.fact("    " + name.kind(), name.text());
        if (names.size() > NAMED)
            page.fact("    and more", (names.size() - NAMED) + " more, on the sheet " + RequestSheet.NAME);
    }

    /** Every name with the lots it came to, down a page. */
    void write(TextSheet page) {
        page.section("Asked for");
        if (period != null) {
            page.fact("Event time", period);
            page.line(
                    "A lot is asked for when it has a critical tracking event in that time. Of such a lot, and of those it is"
                            + " traced to, all events are shown, whenever they were.");
        }
        for (Name name : names) write(name, page);
    }

    private static void write(Name name, TextSheet page) {
        page.fact(name.kind(), name.text());
        int count = name.lots().size();
        if (count == 0) page.fact("    no lot", "has a critical tracking event in that time");
        else if (count > LISTED)
            page.fact("    " + count + " lots", "those whose role is \"requested lot\" on the sheet " + LotsSheet.NAME);
        else
            for (Lot lot : name.lots())
                page.fact("    lot " + lot.shortId(), lot.key().printed());
    }
}

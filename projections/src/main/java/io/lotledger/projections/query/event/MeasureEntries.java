package io.lotledger.projections.query.event;

import io.lotledger.ingest.epcis.vocabulary.UnitCode;
import io.lotledger.ingest.epcis.vocabulary.UnitConversion;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Index entries of measures: units of one quantity share an entry, because their values can be compared. */
public final class MeasureEntries {
    private MeasureEntries() {}

    /** @param uom {@code null} for a value without a unit */
    public static IndexEntry of(Facet facet, @Nullable String uom) {
        if (uom == null) return new IndexEntry(facet, "without unit");
        return new IndexEntry(facet, "in " + UnitConversion.quantityOf(uom).orElse(uom));
    }

    /** The entries of measures that compare with one of this unit: an event has that of the code it was sent with. */
    public static Set<IndexEntry> comparable(Facet facet, String uom) {
        return UnitCode.synonyms(uom).stream().map(code -> of(facet, code)).collect(Collectors.toSet());
    }

    /** The entry of every event with the measure, in any unit or without one. */
    public static IndexEntry any(Facet facet) {
        return IndexEntry.present(facet);
    }
}

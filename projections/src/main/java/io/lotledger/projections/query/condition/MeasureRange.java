package io.lotledger.projections.query.condition;

import io.lotledger.ingest.epcis.vocabulary.UnitConversion;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.IndexEntry;
import io.lotledger.projections.query.event.Measure;
import io.lotledger.projections.query.event.MeasureEntries;
import io.lotledger.projections.query.event.QueriedEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A measure compares with one of the values asked for, after exact conversion to their unit. A measure without a unit,
 * or of another quantity, does not.
 *
 * @param uom {@code null} if the bare numbers compare, whatever their units
 */
public record MeasureRange(
        Facet facet,
        Comparison comparison,
        List<BigDecimal> bounds,
        @Nullable String uom) implements Condition {
    /** A standard deviation is a difference: 1 CEL is 1.8 FAH. */
    private static final Facet DEVIATION = Facet.sensor("sDev");

    public MeasureRange {
        bounds = List.copyOf(bounds);
    }

    @Override
    public boolean test(QueriedEvent event) {
        return event.measures(facet).stream()
                .anyMatch(measure -> bounds.stream().anyMatch(bound -> accepts(measure, bound)));
    }

    private boolean accepts(Measure measure, BigDecimal bound) {
        if (uom == null) return comparison.accepts(measure.value().compareTo(bound));
        if (measure.uom() == null) return false;
        Optional<Integer> order = facet.equals(DEVIATION)
                ? UnitConversion.compareDifferences(measure.value(), measure.uom(), bound, uom)
                : UnitConversion.compare(measure.value(), measure.uom(), bound, uom);
        return order.filter(comparison::accepts).isPresent();
    }

    @Override
    public Set<IndexEntry> anyOf() {
        return uom == null ? Set.of(MeasureEntries.any(facet)) : MeasureEntries.comparable(facet, uom);
    }
}

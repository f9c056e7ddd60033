package io.lotledger.projections.lineage.units;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Contents of logistic units (SSCCs and other parents) at any time, through any nesting. Units are named by their
 * canonical URI or any other form of it. A serial of a known lot is a unit that always holds one of that lot.
 */
public interface ContainerContents {

    /**
     * The lots inside {@code unit} at {@code time}, including those in nested units. At the instant of an event, an ADD
     * already applies and a DELETE does not yet. One entry per lot and unit of measure, with quantities summed.
     */
    List<Content> at(String unit, Instant time);

    /**
     * The lots inside {@code unit} for an event of this moment. For one known only by its date: those inside at any time of
     * the day, each with its largest amount. What an event known only by its date took out counts as well until the end of
     * that day: no lot may be missed.
     */
    default List<Content> at(String unit, EventMoment moment) {
        return at(unit, moment.time());
    }

    /**
     * {@link #at(String, EventMoment)} of a unit that a transformation of this moment makes, and does not use: what had
     * certainly ended in it before is gone.
     */
    default List<Content> madeAt(String unit, EventMoment moment) {
        return at(unit, moment);
    }

    /**
     * {@link #at(String, EventMoment)} for each of several units, by name. What is in two of them, because it was put into
     * both that day, counts in the first by name, and is 0 in the others.
     *
     * @param made those that are {@linkplain #madeAt made}
     */
    default Map<String, List<Content>> each(Collection<String> names, Set<String> made, EventMoment moment) {
        Map<String, List<Content>> contents = new LinkedHashMap<>();
        names.forEach(unit -> contents.put(unit, made.contains(unit) ? madeAt(unit, moment) : at(unit, moment)));
        return contents;
    }

    /** The names of the units that are directly inside {@code unit} for an event of this moment. */
    default Set<String> unitsIn(String unit, EventMoment moment) {
        return Set.of();
    }

    /**
     * The lots of which the event lists exactly what was loose in the unit, beside exactly the units in it: it says that the
     * unit holds what it held, and not how much of the lot it holds in all.
     */
    default Set<LotKey> repeated(String eventId, String unit) {
        return Set.of();
    }

    /** An amount of a lot. {@code quantity} is {@code null} if the packing events gave none. */
    record Content(
            LotKey lot,
            @Nullable BigDecimal quantity,
            @Nullable String uom) {}
}

package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
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

    /** The names of the units that are directly inside {@code unit} at {@code time}. */
    default Set<String> unitsIn(String unit, Instant time) {
        return Set.of();
    }

    /** An amount of a lot. {@code quantity} is {@code null} if the packing events gave none. */
    record Content(
            LotKey lot,
            @Nullable BigDecimal quantity,
            @Nullable String uom) {}
}

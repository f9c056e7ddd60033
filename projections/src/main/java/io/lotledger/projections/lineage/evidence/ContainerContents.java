package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What logistic units (SSCC and other parents) held at any time, through any nesting. Units are named by their canonical URI, or any other form of it. A serial whose lot is known is a unit that always holds one of that lot. */
public interface ContainerContents {

    /** The lots inside {@code unit} at {@code time}, those in units inside it included; an event at that very instant packs before it is asked and empties after. One entry per lot and unit of measure, quantities summed. */
    List<Content> at(String unit, Instant time);

    /** So much of a lot. {@code quantity} is null when the packing events gave none. */
    record Content(
            LotKey lot,
            @Nullable BigDecimal quantity,
            @Nullable String uom) {}
}

package io.lotledger.ingest.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects were added to, observed in, or removed from a parent (EPCIS 2.0 §7.4.3). A DELETE without children empties
 * the parent.
 */
public record AggregationEvent(
        EventFields fields,
        Action action,
        @Nullable String parentID,
        List<String> childEPCs,
        List<QuantityElement> childQuantityList)
        implements EpcisEvent {
    public AggregationEvent {
        childEPCs = Epcs.of(childEPCs, childQuantityList);
        childQuantityList = Epcs.amounts(childQuantityList);
    }

    @Override
    public String type() {
        return "AggregationEvent";
    }

    @Override
    public List<QuantityElement> quantities() {
        return childQuantityList;
    }

    @Override
    public List<String> epcs() {
        return Epcs.parentFirst(parentID, childEPCs);
    }
}

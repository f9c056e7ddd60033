package io.lotledger.ingest.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects were associated with an asset or place that outlives them (EPCIS 2.0 §7.4.6). */
public record AssociationEvent(
        EventFields fields,
        Action action,
        @Nullable String parentID,
        List<String> childEPCs,
        List<QuantityElement> childQuantityList)
        implements EpcisEvent {
    public AssociationEvent {
        childEPCs = Epcs.of(childEPCs, childQuantityList);
        childQuantityList = Epcs.amounts(childQuantityList);
    }

    @Override
    public String type() {
        return "AssociationEvent";
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

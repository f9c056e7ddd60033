package io.lotledger.ingest.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects were linked to, observed in, or unlinked from business transactions (EPCIS 2.0 §7.4.4). */
public record TransactionEvent(
        EventFields fields,
        Action action,
        @Nullable String parentID,
        List<String> epcList,
        List<QuantityElement> quantityList)
        implements EpcisEvent {
    public TransactionEvent {
        epcList = Epcs.of(epcList, quantityList);
        quantityList = Epcs.amounts(quantityList);
    }

    @Override
    public String type() {
        return "TransactionEvent";
    }

    @Override
    public List<QuantityElement> quantities() {
        return quantityList;
    }

    @Override
    public List<String> epcs() {
        return Epcs.parentFirst(parentID, epcList);
    }
}

package io.lotledger.ingest.epcis;

import java.util.List;

/** An event about objects (EPCIS 2.0 §7.4.2). */
public record ObjectEvent(EventFields fields, Action action, List<String> epcList, List<QuantityElement> quantityList)
        implements EpcisEvent {
    public ObjectEvent {
        epcList = Epcs.of(epcList, quantityList);
        quantityList = Epcs.amounts(quantityList);
    }

    @Override
    public String type() {
        return "ObjectEvent";
    }

    @Override
    public List<QuantityElement> quantities() {
        return quantityList;
    }

    @Override
    public List<String> epcs() {
        return epcList;
    }
}

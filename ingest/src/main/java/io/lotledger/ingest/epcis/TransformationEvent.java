package io.lotledger.ingest.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inputs were wholly or partly consumed to make outputs (EPCIS 2.0 §7.4.5). Events with the same {@code
 * transformationID} are one transformation.
 */
public record TransformationEvent(
        EventFields fields,
        @Nullable String transformationID,
        List<String> inputEPCList,
        List<QuantityElement> inputQuantityList,
        List<String> outputEPCList,
        List<QuantityElement> outputQuantityList)
        implements EpcisEvent {
    public TransformationEvent {
        inputEPCList = Epcs.of(inputEPCList, inputQuantityList);
        inputQuantityList = Epcs.amounts(inputQuantityList);
        outputEPCList = Epcs.of(outputEPCList, outputQuantityList);
        outputQuantityList = Epcs.amounts(outputQuantityList);
    }

    @Override
    public String type() {
        return "TransformationEvent";
    }

    @Override
    public List<QuantityElement> quantities() {
        return Epcs.joined(inputQuantityList, outputQuantityList);
    }

    @Override
    public List<String> epcs() {
        return Epcs.joined(inputEPCList, outputEPCList);
    }
}

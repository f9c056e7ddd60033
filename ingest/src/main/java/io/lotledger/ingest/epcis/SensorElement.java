package io.lotledger.ingest.epcis;

import java.util.List;

/**
 * Observations of one sensor. {@code reportTypes} are the bare GS1 measurement words ({@code Temperature}); the full
 * reports remain in the event document.
 */
public record SensorElement(List<String> reportTypes) {
    public SensorElement {
        reportTypes = List.copyOf(reportTypes);
    }
}

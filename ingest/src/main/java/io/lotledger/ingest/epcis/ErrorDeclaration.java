package io.lotledger.ingest.epcis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares that its event, and the earlier event with the same eventID, must not be relied on (EPCIS 2.0 §7.4.1.2). */
public record ErrorDeclaration(
        Instant declarationTime, @Nullable String reason, List<String> correctiveEventIDs) {
    public ErrorDeclaration {
        correctiveEventIDs = List.copyOf(correctiveEventIDs);
    }
}

package io.lotledger.export.drill;

import java.time.Instant;
import java.util.UUID;

/** An event of a drill. Stored permanently under these class names. */
public sealed interface DrillEvent
        permits DrillRequested, DrillStarted, DrillCompleted, DrillFailed, DrillWorkbookExpired {
    UUID drillId();

    UUID organisation();

    /** When it happened. */
    Instant at();

    /** The id of the API key that caused it; {@code lotledger} when the server did. */
    default String who() {
        return "lotledger";
    }
}

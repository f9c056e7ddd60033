package io.lotledger.export.workbook.content;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event from which the workbook was drawn.
 *
 * @param position log position
 * @param recordTime when it was captured; null when unknown
 * @param readAs the tabs with its rows and why, or why it has none
 * @param sha256 of the event as it was captured, lower-case hex
 */
public record EventUsed(
        long position,
        String eventID,
        String type,
        Instant eventTime,
        String eventTimeZoneOffset,
        @Nullable Instant recordTime,
        String readAs,
        String sha256) {

    public static EventUsed of(CapturedEvent captured, String readAs) {
        EpcisEvent event = captured.event();
        return new EventUsed(
                captured.position(),
                event.eventID(),
                event.type(),
                event.eventTime(),
                event.fields().eventTimeZoneOffset(),
                captured.recordTime(),
                readAs,
                Sha256.hex(captured.document().getBytes(StandardCharsets.UTF_8)));
    }
}

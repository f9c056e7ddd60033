package io.lotledger.projections.lineage.history;

import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.units.LogPeriods;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transformation used one lot and made another, as events stated it during a period of the log.
 *
 * @param until the first log position at which the link no longer held, {@link Long#MAX_VALUE} if it still holds
 * @param outputEvent {@code null} if one event names both the input and the output
 * @param input {@code null} if it has several units of measure or counts serials
 */
record LotLink(
        UUID from,
        UUID to,
        long since,
        long until,
        String inputEvent,
        @Nullable String outputEvent,
        @Nullable Amount input,
        @Nullable Amount output) {

    LogPeriods periods() {
        return LogPeriods.of(since, until);
    }

    List<String> eventIds() {
        return outputEvent == null
                ? List.of(inputEvent)
                : Stream.of(inputEvent, outputEvent).distinct().toList();
    }
}

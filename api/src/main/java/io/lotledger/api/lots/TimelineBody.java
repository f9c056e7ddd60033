package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.cte.model.TimelineEntry;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The events of a trace in the order of their event time. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record TimelineBody(String lotId, String direction, List<EntryBody> events) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EntryBody(
            Instant eventTime,
            String eventTimeZoneOffset,
            @Nullable Instant recordTime,
            String eventId,
            String type,
            @Nullable String bizStep,
            @Nullable String location,
            @Nullable String shipTo,
            List<String> alsoShipTo,
            List<LotRef> lots,
            List<String> unitsWithoutLot,
            List<String> ctes,
            List<String> reasons) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record LotRef(String lotId, @JsonProperty("class") String lotClass) {}

    static TimelineBody of(Lot lot, Direction direction, List<TimelineEntry> entries) {
        return new TimelineBody(
                lot.shortId(),
                direction.word(),
                entries.stream().map(entry -> entry(lot.organisation(), entry)).toList());
    }

    private static EntryBody entry(UUID organisation, TimelineEntry entry) {
        EpcisEvent event = entry.captured().event();
        return new EntryBody(
                event.eventTime(),
                event.fields().eventTimeZoneOffset(),
                entry.captured().recordTime(),
                event.eventID(),
                event.type(),
                event.fields().bizStep(),
                entry.place().orElse(null),
                entry.shipTo().isEmpty() ? null : entry.shipTo().get(0),
                entry.shipTo().stream().skip(1).toList(),
                entry.lots().stream()
                        .map(key -> new LotRef(ShortUuid.encode(key.idIn(organisation)), key.uri()))
                        .toList(),
                entry.units(),
                entry.ctes(),
                entry.reasons());
    }
}

package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.lineage.lots.LotDescription;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A lot in the form of the HTTP contract; unknown members are null. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record LotBody(
        String lotId,
        @JsonProperty("class") String lotClass,
        @Nullable String gtin,
        @Nullable String lot,
        String tlc,
        @Nullable String productName,
        @Nullable SourceBody tlcSource,
        @Nullable Instant firstEventTime,
        @Nullable Instant lastEventTime) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SourceBody(
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {}

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    static LotBody of(LotDescription known) {
        Gtin gtin = known.lot().key().gtin();
        LotDescription.Source source = known.source();
        return new LotBody(
                known.lot().shortId(),
                known.lot().key().uri(),
                gtin == null ? null : gtin.value(),
                known.lot().key().lot(),
                known.tlc(),
                known.productName(),
                source == null ? null : new SourceBody(source.gln(), source.name(), source.phone()),
                instant(known.firstEventTime()),
                instant(known.lastEventTime()));
    }
}

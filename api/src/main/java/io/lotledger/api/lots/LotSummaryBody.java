package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotledger.api.lots.LotBody.SourceBody;
import io.lotledger.api.lots.MassBalanceBody.BalanceBody;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One lot with its quantities and findings, in the form of the HTTP contract; unknown members are null.
 *
 * @param quantities the lines of its mass balance; null when they cannot be computed, because the lot has too many events or an
 *     entry of the log is damaged
 * @param findings null in the same cases
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record LotSummaryBody(
        String lotId,
        @JsonProperty("class") String lotClass,
        @Nullable String gtin,
        @Nullable String lot,
        String tlc,
        @Nullable String productName,
        @Nullable SourceBody tlcSource,
        @Nullable Instant firstEventTime,
        @Nullable Instant lastEventTime,
        @Nullable List<BalanceBody> quantities,
        @Nullable List<FindingBody> findings) {

    static LotSummaryBody of(
            LotBody lot, @Nullable List<BalanceBody> quantities, @Nullable List<FindingBody> findings) {
        return new LotSummaryBody(
                lot.lotId(),
                lot.lotClass(),
                lot.gtin(),
                lot.lot(),
                lot.tlc(),
                lot.productName(),
                lot.tlcSource(),
                lot.firstEventTime(),
                lot.lastEventTime(),
                quantities,
                findings);
    }
}

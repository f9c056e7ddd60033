package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.lineage.Lot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A mass balance in the form of the HTTP contract. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MassBalanceBody(String lotId, @JsonProperty("class") String lotClass, List<BalanceBody> balances) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BalanceBody(
            @Nullable String uom,
            BigDecimal produced,
            BigDecimal received,
            BigDecimal shipped,
            BigDecimal consumed,
            BigDecimal sold,
            BigDecimal destroyed,
            BigDecimal inTransit,
            @JsonProperty("short") BigDecimal shortfall,
            BigDecimal overdue,
            BigDecimal onHand,
            Map<String, BigDecimal> onHandByLocation,
            BigDecimal unexplained,
            List<String> notes) {

        private static BalanceBody of(Balance balance) {
            return new BalanceBody(
                    balance.uom(),
                    balance.produced(),
                    balance.received(),
                    balance.shipped(),
                    balance.consumed(),
                    balance.sold(),
                    balance.destroyed(),
                    balance.inTransit(),
                    balance.shortfall(),
                    balance.overdue(),
                    balance.onHand(),
                    balance.onHandByLocation(),
                    balance.unexplained(),
                    balance.notes());
        }
    }

    static MassBalanceBody of(Lot lot, MassBalance balance) {
        return new MassBalanceBody(
                lot.shortId(),
                lot.key().uri(),
                balance.balances().stream().map(BalanceBody::of).toList());
    }
}

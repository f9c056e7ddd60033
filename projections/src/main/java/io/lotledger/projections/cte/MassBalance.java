package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where all of a lot is, by unit of measure; nothing is converted. What events do not count is not in it.
 *
 * @param balances by unit of measure
 */
public record MassBalance(LotKey lot, List<Balance> balances) {
    public MassBalance {
        balances = List.copyOf(balances);
    }

    /**
     * Always {@code produced + unexplained = consumed + sold + destroyed + inTransit + onHand}.
     *
     * @param uom UN/CEFACT Rec. 20, null for a count
     * @param received and {@code shipped}: as often as the lot moved
     * @param inTransit sent, and not received
     * @param onHand at all places together; below zero where more went than came
     * @param onHandByLocation by GLN (or URI), {@code unknown} where no event names the place; also places that hold none any more
     * @param unexplained received beyond what anybody is known to have sent
     */
    public record Balance(
            @Nullable String uom,
            BigDecimal produced,
            BigDecimal received,
            BigDecimal shipped,
            BigDecimal consumed,
            BigDecimal sold,
            BigDecimal destroyed,
            BigDecimal inTransit,
            BigDecimal onHand,
            BigDecimal unexplained,
            SortedMap<String, BigDecimal> onHandByLocation) {
        public Balance {
            onHandByLocation = Collections.unmodifiableSortedMap(new TreeMap<>(onHandByLocation));
        }

        /** The unit of measure in words: {@code cases}. */
        public String unit() {
            return UnitOfMeasure.inWords(uom);
        }
    }
}

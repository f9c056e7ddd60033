package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where all of a lot is, by unit of measure, as of a moment; nothing is converted. What events do not count is not in it.
 *
 * @param balances by unit of measure
 */
public record MassBalance(LotKey lot, List<Balance> balances) {
    public MassBalance {
        balances = List.copyOf(balances);
    }

    /**
     * Always {@code produced + unexplained = consumed + sold + destroyed + inTransit + shortfall + overdue + onHand}.
     *
     * @param uom UN/CEFACT Rec. 20, null for a count; where several codes of one unit were sent, the first in order of the codes
     * @param received and {@code shipped}: as often as the lot moved
     * @param inTransit sent, and no receipt has met it yet
     * @param shortfall sent, and not in the receipts that met it
     * @param overdue sent longer ago than goods travel, and no receipt has met it
     * @param onHand at all places together; below zero where more went than came
     * @param onHandByLocation by GLN (or URI), {@code unknown} where no event names the place; also places that hold none any more
     * @param unexplained received beyond what anybody is known to have sent
     * @param notes sentences on figures that need one: a quantity below zero, a receipt that cannot be compared
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
            BigDecimal shortfall,
            BigDecimal overdue,
            BigDecimal onHand,
            BigDecimal unexplained,
            SortedMap<String, BigDecimal> onHandByLocation,
            List<String> notes) {
        public Balance {
            notes = List.copyOf(notes);
            onHandByLocation = Collections.unmodifiableSortedMap(new TreeMap<>(onHandByLocation));
        }

        /** The unit of measure in words: {@code cases}. */
        public String unit() {
            return UnitOfMeasure.inWords(uom);
        }
    }
}

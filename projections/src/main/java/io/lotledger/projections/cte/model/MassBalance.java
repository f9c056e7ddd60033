package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the quantity of a lot is at a moment, by unit of measure, without conversions. Only counted quantities are
 * included.
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
     * @param uom UN/CEFACT Rec. 20 code, {@code null} for a count; if several codes of one unit were sent, the first in
     * code order
     * @param received received at each movement, as is {@code shipped}, so that a lot that moves twice counts twice
     * @param inTransit shipped and not yet matched by a receipt
     * @param shortfall shipped and missing from the matching receipts
     * @param overdue shipped longer ago than the maximum transit time, without a matching receipt
     * @param onHand at all places together; negative if more left than arrived
     * @param onHandByLocation by GLN (or URI), {@code unknown} if no event names the place; includes places that hold
     * none any more
     * @param unexplained received beyond the known shipments
     * @param notes explanations of figures: a quantity below zero, a receipt that cannot be compared
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

package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.records.RecordedAmounts;
import io.lotledger.projections.lineage.units.EventDates;
import java.util.List;
import java.util.Map;

/**
 * Equal amounts that left one place for another by events of two steps, more than a day apart, without a unit or document
 * that joins them: one movement told twice, or two of which one is missing.
 */
final class AmountsShippedTwice {
    private final LotAnalysis lot;

    AmountsShippedTwice(LotAnalysis lot) {
        this.lot = lot;
    }

    List<Finding> find() {
        return lot.reconciliation().guesses().stream()
                .map(records -> finding(records.get(0), records.get(1)))
                .toList();
    }

    private Finding finding(ResolvedEvent first, ResolvedEvent guess) {
        List<LotAmount> amounts = guess.objects(lot.lot());
        return lot.finding(
                FindingKind.AMBIGUOUS_CTE,
                List.of(first, guess),
                String.join(", ", RecordedAmounts.inWords(amounts)) + " left "
                        + Endpoints.placeKey(Endpoints.departedFrom(guess.event())) + " by " + told(first) + " and by "
                        + told(guess)
                        + ". Neither a document nor a logistic unit tells whether these are one movement: it counts once. If there were two, one is missing: name the bill of lading of each.",
                null,
                Map.of());
    }

    private static String told(ResolvedEvent departure) {
        return departure.step() + " on " + EventDates.local(departure.event()).toLocalDate();
    }
}

package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.NamedEnd;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.records.RecordedMovements;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The landings of one lot, and the receipts by which the first land-based receiver records its landing again. It keeps no
 * record of these (21 CFR 1.1345(c)). Such a receipt is at the place of the landing, up to a day before it or later, and
 * names no other source or documents; its quantity is that of the landing, or both share a document and it is a part.
 */
final class OwnLandings {
    private final LotKey lot;
    private final VoidedShipments voids;
    private final List<Landing> landings;

    /** @param open what no receipt has recorded again */
    private record Landing(ResolvedEvent event, List<LotAmount> open) {}

    OwnLandings(LotKey lot, Stream<ResolvedEvent> landings, VoidedShipments voids) {
        this.lot = lot;
        this.voids = voids;
        this.landings = landings.map(event -> new Landing(event, new ArrayList<>(LotAmount.summed(event.objects(lot)))))
                .toList();
    }

    /**
     * Finds the landing that the receipt records again, once.
     *
     * @param returned whether the receipt may be of goods that came back since a landing
     */
    Optional<ResolvedEvent> take(ResolvedEvent receipt, Predicate<ResolvedEvent> returned) {
        List<LotAmount> received = LotAmount.summed(receipt.objects(lot));
        for (Landing landing : landings) {
            if (!canBe(landing.event(), receipt)
                    || !holds(landing, received, sharesDocument(landing.event(), receipt))
                    || returned.test(landing.event())) continue;
            received.forEach(part -> landing.open().replaceAll(amount -> without(amount, part)));
            return Optional.of(landing.event());
        }
        return Optional.empty();
    }

    private boolean canBe(ResolvedEvent landing, ResolvedEvent receipt) {
        return Endpoints.meet(Endpoints.receivedAt(landing.event()), Endpoints.receivedAt(receipt.event()))
                && (landing.mayPrecede(receipt) || isSoonAfter(landing, receipt))
                && NamedEnd.sources(landing.event()).agrees(NamedEnd.sources(receipt.event()))
                && !ReferenceDocumentReader.contradict(voids.documents(landing, lot), voids.documents(receipt, lot));
    }

    private static boolean isSoonAfter(ResolvedEvent landing, ResolvedEvent receipt) {
        return Duration.between(receipt.event().eventTime(), landing.event().eventTime())
                        .compareTo(RecordedMovements.MAX_CLOCK_DIFFERENCE)
                <= 0;
    }

    private boolean sharesDocument(ResolvedEvent landing, ResolvedEvent receipt) {
        return ReferenceDocumentReader.keys(voids.documents(landing, lot))
                .share(ReferenceDocumentReader.keys(voids.documents(receipt, lot)));
    }

    private static boolean holds(Landing landing, List<LotAmount> received, boolean orPart) {
        return received.stream()
                .allMatch(part -> landing.open().stream().anyMatch(amount -> holds(amount, part, orPart)));
    }

    private static boolean holds(LotAmount landed, LotAmount received, boolean orPart) {
        BigDecimal all = landed.quantity();
        BigDecimal part = received.quantity();
        if (!landed.countsWith(received)) return false;
        if (all == null || part == null) return orPart || (all == null && part == null);
        int more = all.compareTo(part);
        return more == 0 || (orPart && more > 0);
    }

    private static LotAmount without(LotAmount landed, LotAmount received) {
        BigDecimal all = landed.quantity();
        BigDecimal part = received.quantity();
        return all == null || part == null || !landed.countsWith(received) ? landed : landed.of(all.subtract(part));
    }
}

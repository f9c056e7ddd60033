package io.lotledger.api.exports;

import io.lotledger.api.exports.ExportOrder.Entry;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import io.lotledger.projections.lineage.lots.LotsInPeriod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds the names of an order that no event of the organisation has, events acknowledged a moment ago included. */
@Component
final class FreshNameLookup {
    private final LotNameSearch names;
    private final LotsInPeriod periods;
    private final ReadModels readModels;
    private final ExportPolicy policy;

    FreshNameLookup(LotNameSearch names, LotsInPeriod periods, ReadModels readModels, ExportPolicy policy) {
        this.names = names;
        this.periods = periods;
        this.readModels = readModels;
        this.policy = policy;
    }

    /**
     * One violation per name that no event of the organisation has. Names of other organisations count as unknown. Empty when the
     * read models lag behind: an event that is not projected yet may have the name.
     */
    Optional<List<Violation>> unknown(UUID organisation, ExportOrder order) {
        List<Violation> unknown = look(organisation, order);
        if (unknown.isEmpty()) return Optional.of(unknown);
        if (!awaitReadModels()) return Optional.empty();
        return Optional.of(look(organisation, order));
    }

    private List<Violation> look(UUID organisation, ExportOrder order) {
        List<Violation> unknown = new ArrayList<>();
        Map<String, List<Lot>> tlcs = names.byTlc(
                organisation, order.tlcs().stream().map(Entry::value).toList(), Long.MAX_VALUE);
        Map<UUID, List<Lot>> lots =
                names.byId(organisation, order.lots().stream().map(Entry::value).toList(), Long.MAX_VALUE);
        Set<Gtin> gtins = new HashSet<>(names.known(
                organisation, order.gtins().stream().map(Entry::value).toList()));
        addUnknown(unknown, order.tlcs(), tlcs.keySet(), "unknown_tlc", "traceability lot code");
        addUnknown(unknown, order.lots(), lots.keySet(), "unknown_lot", "lot_id");
        addUnknown(unknown, order.gtins(), gtins, "unknown_gtin", "GTIN with a lot");
        boolean hasNoNames = order.tlcs().isEmpty()
                && order.lots().isEmpty()
                && order.gtins().isEmpty();
        boolean hasPeriod = order.from() != null || order.to() != null;
        boolean isPeriodSound =
                order.faults().stream().noneMatch(fault -> fault.path().startsWith("$.event_time"));
        if (hasNoNames && hasPeriod && isPeriodSound && !periods.hasEvents(organisation, order.from(), order.to()))
            unknown.add(new Violation(
                    "$.event_time",
                    "empty_period",
                    "your organisation has no event in this period; widen event_time",
                    null));
        return unknown;
    }

    private static <T> void addUnknown(
            List<Violation> unknown, List<Entry<T>> asked, Set<T> known, String rule, String what) {
        for (Entry<T> entry : asked) {
            if (known.contains(entry.value())) continue;
            unknown.add(new Violation(
                    entry.path(),
                    rule,
                    "no event of your organisation names this " + what + "; find lots with /traceability/lots?q=…",
                    entry.text()));
        }
    }

    private boolean awaitReadModels() {
        try {
            return readModels.awaitTrace(readModels.head(), policy.currencyWait());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

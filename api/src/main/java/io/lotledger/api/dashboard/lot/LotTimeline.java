package io.lotledger.api.dashboard.lot;

import io.lotledger.api.dashboard.Show;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.cte.model.TimelineEntry;
import io.lotledger.projections.lineage.Trace.Amount;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of a trace in the order of their time. Those that are neither a critical tracking event nor a movement of a unit
 * without a lot are folded between the others.
 */
final class LotTimeline {
    private static final int MOST_LOTS = 4;

    private final UUID organisation;
    private final LotPlaces places;
    private final LotGaps gaps;
    private final Map<String, List<Readiness.Event>> rows;

    LotTimeline(OpenLot lot, LotGaps gaps) {
        this.organisation = lot.trace().seed().organisation();
        this.places = new LotPlaces(lot.withUnits().masterData());
        this.gaps = gaps;
        this.rows = lot.readiness().events().stream().collect(Collectors.groupingBy(Readiness.Event::eventID));
    }

    /** @param fold in words, "4 × packing, 1 × inspecting"; null for an event that stands alone */
    record Item(@Nullable String fold, List<Row> rows) {}

    /**
     * @param units URIs of units without a lot that were made of the trace's lots
     * @param movesUnits whether it ships or receives them
     * @param present number of elements that the rule requires and the records have
     * @param asked number of elements that it requires
     * @param gaps what is missing, by whom to ask
     */
    record Row(
            String eventId,
            OffsetDateTime at,
            String title,
            boolean isCte,
            List<LotLine> lots,
            int moreLots,
            List<String> units,
            int moreUnits,
            boolean movesUnits,
            String place,
            List<String> to,
            long present,
            long asked,
            List<LotGap.Group> gaps,
            long missing,
            List<String> reasons) {}

    /** @param quantity empty if the event states none for the lot itself */
    record LotLine(String lotId, String code, String quantity) {}

    List<Item> items(List<TimelineEntry> entries) {
        List<Item> items = new ArrayList<>();
        List<Row> folded = new ArrayList<>();
        for (TimelineEntry entry : entries) {
            Row row = row(entry);
            if (row.isCte() || row.movesUnits()) {
                fold(folded, items);
                items.add(new Item(null, List.of(row)));
            } else {
                folded.add(row);
            }
        }
        fold(folded, items);
        return items;
    }

    private static void fold(List<Row> folded, List<Item> items) {
        if (folded.isEmpty()) return;
        Map<String, Long> counts =
                folded.stream().collect(Collectors.groupingBy(Row::title, LinkedHashMap::new, Collectors.counting()));
        String words = counts.entrySet().stream()
                .map(count -> count.getValue() == 1
                        ? count.getKey().toLowerCase(Locale.ROOT)
                        : count.getValue() + " × " + count.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        items.add(new Item(words, List.copyOf(folded)));
        folded.clear();
    }

    private Row row(TimelineEntry entry) {
        EpcisEvent event = entry.captured().event();
        List<Readiness.Event> ctes = rows.getOrDefault(event.eventID(), List.of());
        List<Readiness.Element> asked = ctes.stream()
                .flatMap(cte -> cte.elements().stream())
                .filter(Readiness.Element::required)
                .toList();
        String place = places.name(entry.place());
        List<LotGap> missing = gaps.ofEvent(event.eventID());
        return new Row(
                event.eventID(),
                event.eventTime().atOffset(ZoneOffset.of(event.fields().eventTimeZoneOffset())),
                ctes.isEmpty()
                        ? step(event)
                        : ctes.stream().map(Readiness.Event::cte).distinct().collect(Collectors.joining(", ")),
                !ctes.isEmpty(),
                entry.lots().stream()
                        .limit(MOST_LOTS)
                        .map(lot -> line(lot, event, ctes))
                        .toList(),
                Math.max(0, entry.lots().size() - MOST_LOTS),
                entry.units().stream().limit(MOST_LOTS).toList(),
                Math.max(0, entry.units().size() - MOST_LOTS),
                entry.movesUnits(),
                place,
                entry.shipTo().stream()
                        .map(places::name)
                        .filter(to -> !to.equals(place))
                        .toList(),
                asked.stream().filter(Readiness.Element::present).count(),
                asked.size(),
                gaps.groups(missing),
                missing.size(),
                entry.reasons());
    }

    private LotLine line(LotKey lot, EpcisEvent event, List<Readiness.Event> ctes) {
        List<Amount> amounts = event.quantities().stream()
                .filter(element -> isOf(lot, element))
                .map(element -> new Amount(element.quantity(), element.uom()))
                .toList();
        return new LotLine(
                ShortUuid.encode(lot.idIn(organisation)),
                lot.lot() == null ? lot.printed() : lot.lot(),
                amounts.isEmpty() ? carried(lot, ctes) : Amounts.sum(amounts));
    }

    /** The quantity of a lot that the event names by its pallet alone. */
    private static String carried(LotKey lot, List<Readiness.Event> ctes) {
        return ctes.stream()
                .filter(cte -> cte.lot().equals(lot))
                .flatMap(cte -> cte.elements().stream())
                .filter(element -> element.kde().equals("Quantity and unit of measure") && element.present())
                .map(Readiness.Element::value)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .map(Amounts::grouped)
                .limit(2)
                .collect(Collectors.joining(" "));
    }

    private static boolean isOf(LotKey lot, QuantityElement element) {
        return LotKey.of(element.epcClass()).equals(Optional.of(lot));
    }

    /** "Packing" for {@code packing}; the type of an event without a business step. */
    static String step(EpcisEvent event) {
        String step = event.fields().bizStep();
        if (step == null) return event.type().replaceFirst("Event$", "");
        return Show.words(step);
    }
}

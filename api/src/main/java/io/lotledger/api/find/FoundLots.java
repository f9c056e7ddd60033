package io.lotledger.api.find;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.find.LotsOfKeys;
import io.lotledger.projections.find.LotsOfKeys.LotUse;
import io.lotledger.projections.find.SearchIndex;
import io.lotledger.projections.find.SearchIndex.Hit;
import io.lotledger.projections.find.SearchKind;
import io.lotledger.projections.find.UnitStays;
import io.lotledger.projections.find.UnitStays.Stay;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lots as results of a search. */
@Component
class FoundLots {
    static final int MOST_STAYS = 1_000;

    private final SearchIndex index;
    private final LotsOfKeys lotsOfKeys;
    private final UnitStays stays;
    private final LotNameSearch names;
    private final LotDescriptions descriptions;

    FoundLots(
            SearchIndex index,
            LotsOfKeys lotsOfKeys,
            UnitStays stays,
            LotNameSearch names,
            LotDescriptions descriptions) {
        this.index = index;
        this.lotsOfKeys = lotsOfKeys;
        this.stays = stays;
        this.names = names;
        this.descriptions = descriptions;
    }

    /** The lot itself; nothing when no event has named it. */
    List<Found> exactly(UUID organisation, UUID lot) {
        return describe(organisation, List.of(lot), id -> null, id -> true).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    List<Found> exactly(UUID organisation, LotKey lot) {
        return exactly(organisation, lot.idIn(organisation));
    }

    FindSection byText(UUID organisation, String text) {
        return new FindSection(
                FoundKind.LOT,
                (after, limit) -> items(
                        organisation,
                        index.search(organisation, SearchKind.LOT, text, after, limit),
                        hit -> UUID.fromString(hit.target()),
                        Hit::cursor,
                        hit -> null,
                        Hit::isWhole),
                most -> index.count(organisation, SearchKind.LOT, text, most));
    }

    /** Lots whose code begins like the text, for a text that none matches. */
    List<Found> close(UUID organisation, String text) {
        List<UUID> close = index.closest(organisation, SearchKind.LOT, text).stream()
                .map(hit -> UUID.fromString(hit.target()))
                .distinct()
                .toList();
        return describe(organisation, close, id -> null, id -> false).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Newest first.
     *
     * @param lots how many there are
     */
    FindSection ofProduct(UUID organisation, String gtin, long lots) {
        return new FindSection(
                FoundKind.LOT,
                (after, limit) -> items(
                        organisation,
                        lotsOfKeys.newest(organisation, gtin, null, after, limit),
                        LotUse::lot,
                        LotUse::cursor,
                        use -> null,
                        use -> false),
                most -> (int) Math.min(most, lots));
    }

    /**
     * Newest first, with what happened to each at the place.
     *
     * @param lots how many there are
     */
    FindSection ofPlace(UUID organisation, String place, long lots) {
        return new FindSection(
                FoundKind.LOT,
                (after, limit) -> items(
                        organisation,
                        lotsOfKeys.newest(organisation, null, place, after, limit),
                        LotUse::lot,
                        LotUse::cursor,
                        FoundLots::way,
                        use -> false),
                most -> (int) Math.min(most, lots));
    }

    /** Those inside now first, then the latest. */
    List<Stay> stays(UUID organisation, String unit) {
        return stays.of(organisation, unit, MOST_STAYS);
    }

    boolean isKnownUnit(UUID organisation, String unit) {
        return stays.isKnown(organisation, unit);
    }

    FindSection ofUnit(UUID organisation, List<Stay> inside) {
        return FindSection.ofMany(
                FoundKind.LOT,
                inside,
                page -> items(organisation, page, Stay::lot, stay -> "", FoundLots::stay, stay -> false).stream()
                        .map(FindSection.Item::found)
                        .toList());
    }

    FindSection of(UUID organisation, Collection<UUID> lots) {
        return FindSection.ofMany(
                FoundKind.LOT, List.copyOf(lots), page -> describe(organisation, page, id -> null, id -> false));
    }

    private List<Optional<Found>> describe(
            UUID organisation,
            List<UUID> lots,
            Function<UUID, @Nullable String> remark,
            Function<UUID, Boolean> isExact) {
        return items(organisation, lots, id -> id, id -> "", remark, isExact).stream()
                .map(FindSection.Item::found)
                .toList();
    }

    private <T> List<FindSection.Item> items(
            UUID organisation,
            List<T> rows,
            Function<T, UUID> lot,
            Function<T, String> cursor,
            Function<T, @Nullable String> remark,
            Function<T, Boolean> isExact) {
        if (rows.isEmpty()) return List.of();
        Map<UUID, LotDescription> described =
                describe(organisation, rows.stream().map(lot).distinct().toList());
        List<FindSection.Item> items = new ArrayList<>();
        for (T row : rows) {
            // empty: the table of lots has not come so far yet
            Optional<Found> found = Optional.ofNullable(described.get(lot.apply(row)))
                    .map(known -> found(known, remark.apply(row), isExact.apply(row)));
            items.add(new FindSection.Item(found, cursor.apply(row)));
        }
        return items;
    }

    private Map<UUID, LotDescription> describe(UUID organisation, Collection<UUID> ids) {
        List<Lot> lots = names.byId(organisation, ids, Long.MAX_VALUE).values().stream()
                .flatMap(List::stream)
                .toList();
        Map<UUID, LotDescription> described = new HashMap<>();
        for (LotDescription one : descriptions.of(lots)) described.put(one.lot().id(), one);
        return described;
    }

    private static Found found(LotDescription known, @Nullable String remark, boolean isExact) {
        LotKey key = known.lot().key();
        String product = known.productName() != null
                ? known.productName()
                : key.gtin() != null ? "GTIN " + key.gtin().value() : null;
        LotDescription.Source source = known.source();
        String place = source == null
                ? null
                : source.name() != null ? source.name() : source.gln() != null ? "GLN " + source.gln() : null;
        String since = known.firstEventTime() == null ? null : "since " + FoundWords.day(known.firstEventTime());
        return new Found(
                FoundKind.LOT,
                known.lot().shortId(),
                key.lot() != null ? key.lot() : known.tlc(),
                FoundWords.joined(remark, product, place, since),
                isExact);
    }

    private static String way(LotUse use) {
        if (use.cameIn() && use.wentOut()) return "came in and went out";
        if (use.cameIn()) return "came in";
        if (use.wentOut()) return "went out";
        return "handled here";
    }

    private static String stay(Stay stay) {
        if (stay.until() == null)
            return stay.since() == null ? "inside now" : "inside now, since " + FoundWords.time(stay.since());
        String until = FoundWords.time(stay.until());
        return stay.since() == null
                ? "inside until " + until
                : "inside from " + FoundWords.time(stay.since()) + " to " + until;
    }
}

package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.projections.cte.findings.LotFindings.Split;
import io.lotledger.projections.cte.findings.LotFindings.Splits;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds lots whose code is no GS1 key and that are recorded as two: some events name the place of the source and a
 * reference to it, others the same reference alone; or some name the source, others name none, as the inputs of a
 * transformation in a file of its own.
 */
final class SplitLots {
    /** Events read at once. */
    private static final int EVENTS_AT_ONCE = 1_000;

    /** In place of a reference: any event of the lot. */
    private static final String ANY = "";

    private final JdbcClient jdbc;
    private final CapturedEvents captured;

    SplitLots(JdbcClient jdbc, CapturedEvents captured) {
        this.jdbc = jdbc;
        this.captured = captured;
    }

    private record Mention(long position, UUID lot) {}

    /** What the events of a lot say: references to its source, each with the first event that has it, and places. */
    private record Told(Map<String, CapturedEvent> references, Set<String> places) {
        private static final Told NOTHING = new Told(Map.of(), Set.of());
    }

    /** Those of the lots, and of the others with the code of one of them. */
    Splits of(UUID organisation, Collection<UUID> lots, long logPosition) {
        Set<String> codes = codes(organisation, lots);
        if (codes.isEmpty()) return new Splits(List.of(), Set.of());
        Map<String, List<Lot>> byCode = named(organisation, codes).stream()
                .filter(lot -> codes.contains(code(lot)))
                .collect(Collectors.groupingBy(SplitLots::code, TreeMap::new, Collectors.toList()));
        List<List<Lot>> groups =
                byCode.values().stream().filter(SplitLots::mayBeSplit).toList();
        Map<UUID, Told> told =
                told(organisation, groups.stream().flatMap(List::stream).toList(), logPosition);
        return new Splits(
                groups.stream().flatMap(group -> splits(group, told)).toList(),
                groups.stream().flatMap(List::stream).map(Lot::id).collect(Collectors.toSet()));
    }

    private static boolean mayBeSplit(List<Lot> group) {
        return Stream.<Predicate<Lot>>of(SplitLots::isReferred, SplitLots::isOfUnknownSource)
                .anyMatch(
                        kind -> group.stream().anyMatch(kind) && !group.stream().allMatch(kind));
    }

    private static Stream<Split> splits(List<Lot> group, Map<UUID, Told> told) {
        List<Split> splits = new ArrayList<>();
        Set<Lot> mayBeUnknown = mayBeUnknown(group, told);
        for (Lot one : group) {
            if (isOfUnknownSource(one)) continue;
            Map<String, CapturedEvent> named = of(one, told).references();
            for (Lot other : group) {
                if (isOfUnknownSource(other) && !mayBeUnknown.contains(one)) continue;
                of(other, told).references().forEach((reference, event) -> {
                    CapturedEvent same = named.get(reference);
                    if (same != null && isSplit(one, other, reference))
                        splits.add(new Split(one, other, reference, List.of(same, event)));
                });
            }
        }
        return splits.stream();
    }

    /**
     * Those that may be the lot of the code whose source is not known: the lots that were at a place of its events, or all
     * if none was.
     */
    private static Set<Lot> mayBeUnknown(List<Lot> group, Map<UUID, Told> told) {
        Set<String> places = group.stream()
                .filter(SplitLots::isOfUnknownSource)
                .flatMap(lot -> of(lot, told).places().stream())
                .collect(Collectors.toSet());
        Set<Lot> there = group.stream()
                .filter(lot -> !isOfUnknownSource(lot))
                .filter(lot -> !Collections.disjoint(of(lot, told).places(), places))
                .collect(Collectors.toSet());
        return there.isEmpty() ? Set.copyOf(group) : there;
    }

    private static Told of(Lot lot, Map<UUID, Told> told) {
        return told.getOrDefault(lot.id(), Told.NOTHING);
    }

    private static boolean isSplit(Lot one, Lot other, String reference) {
        return reference.equals(ANY) ? isOfUnknownSource(other) : isReferred(other) && !isReferred(one);
    }

    static Finding finding(Split split) {
        boolean isReferred = !split.reference().equals(ANY);
        return new Finding(
                FindingKind.SPLIT_LOT,
                List.of(split.named().key(), split.other().key()),
                split.events().stream().map(one -> one.event().eventID()).toList(),
                "The lot " + split.named().key().printed() + " is recorded as two: "
                        + (isReferred
                                ? "some events name the place of its source and the reference " + split.reference()
                                        + ", others the reference alone. A trace of one leaves out the events of the other."
                                        + " Capture the rows of both in one file, with ?replaces= the captureID of those with"
                                        + " the reference alone."
                                : "some events name its source, others no source, as the inputs of a transformation in a"
                                        + " file of its own. A trace of one leaves out the events of the other. If they are one"
                                        + " lot, capture the rows of both in one file, with ?replaces= the captureID of those"
                                        + " without the source."),
                "1.1310",
                isReferred ? Map.of("reference", split.reference()) : Map.of());
    }

    private static boolean isReferred(Lot lot) {
        return TextLot.isSourceReferred(lot.key().uri());
    }

    private static boolean isOfUnknownSource(Lot lot) {
        return TextLot.isSourceUnknown(lot.key().uri());
    }

    private static String code(Lot lot) {
        return TextLot.code(lot.key().uri()).orElse("");
    }

    private Set<String> codes(UUID organisation, Collection<UUID> lots) {
        return jdbc
                .sql("""
                        select uri
                          from lot
                         where organisation = :organisation and lot_id = any(cast(:lots as uuid[])) and gtin is null
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .query(String.class)
                .list()
                .stream()
                .flatMap(uri -> TextLot.code(uri).stream())
                .collect(Collectors.toSet());
    }

    /** In the order of their URIs. */
    private List<Lot> named(UUID organisation, Set<String> codes) {
        return jdbc.sql("""
                        select organisation, uri, gtin, lot
                          from lot
                         where lot_id in (select lot_id from event_lot where organisation = :organisation and tlc = any(:codes))
                           and organisation = :organisation and gtin is null
                         order by uri
                        """)
                .param("organisation", organisation)
                .param("codes", codes.toArray(String[]::new))
                .query(LotLineage::lot)
                .list();
    }

    /** By lot; under {@link #ANY} the first event of all. */
    private Map<UUID, Told> told(UUID organisation, List<Lot> lots, long logPosition) {
        Map<UUID, Told> told = new HashMap<>();
        if (lots.isEmpty()) return told;
        List<Mention> mentions = mentions(organisation, lots, logPosition);
        for (int from = 0; from < mentions.size(); from += EVENTS_AT_ONCE) {
            List<Mention> some = mentions.subList(from, Math.min(mentions.size(), from + EVENTS_AT_ONCE));
            Map<Long, CapturedEvent> events = captured.byPosition(
                    some.stream().map(Mention::position).distinct().toList());
            for (Mention mention : some) {
                CapturedEvent event = events.get(mention.position());
                if (event == null) continue;
                Told ofLot = told.computeIfAbsent(mention.lot(), lot -> new Told(new TreeMap<>(), new HashSet<>(2)));
                ofLot.references().merge(ANY, event, SplitLots::first);
                reference(event).ifPresent(reference -> ofLot.references().merge(reference, event, SplitLots::first));
                places(event).forEach(ofLot.places()::add);
            }
        }
        return told;
    }

    private static Stream<String> places(CapturedEvent captured) {
        EventFields fields = captured.event().fields();
        return Stream.of(fields.readPoint(), fields.bizLocation())
                .filter(Objects::nonNull)
                .map(CanonicalUri::of);
    }

    private static Optional<String> reference(CapturedEvent captured) {
        return LotledgerExtension.text(captured.event(), "tlcSourceReference");
    }

    private static CapturedEvent first(CapturedEvent one, CapturedEvent other) {
        return CapturedEvent.IN_EVENT_ORDER.compare(one, other) <= 0 ? one : other;
    }

    private List<Mention> mentions(UUID organisation, List<Lot> lots, long logPosition) {
        return jdbc.sql("""
                        select distinct position, lot_id as lot
                          from event_lot
                         where organisation = :organisation and lot_id = any(cast(:lots as uuid[])) and position <= :position
                           and (until is null or until > :position)
                         order by position, lot_id
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots.stream().map(Lot::id).toList()))
                .param("position", logPosition)
                .query(Mention.class)
                .list();
    }
}

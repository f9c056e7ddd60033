package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.element.Goods;
import io.lotledger.intake.x12.element.GoodsReader;
import io.lotledger.intake.x12.element.NoticeContext;
import io.lotledger.intake.x12.element.PartyReader;
import io.lotledger.intake.x12.element.UnitReader;
import io.lotledger.intake.x12.element.X12Party;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units of a ship notice and what is in them. A unit that several orders share is one unit. */
final class ShippedUnits {
    private final NoticeContext notice;
    private final UnitReader units;
    private final GoodsReader goods;
    private final PartyReader parties;
    private final Map<String, NoticeUnit> bySscc = new LinkedHashMap<>();
    private final Map<HlLoop, NoticeUnit> byLoop = new LinkedHashMap<>();
    private final Map<Optional<X12Party>, NoticeUnit> loose = new LinkedHashMap<>();
    private final HlLoop shipment;

    private ShippedUnits(NoticeContext notice, HlLoop shipment) {
        this.notice = notice;
        this.units = new UnitReader(notice);
        this.goods = new GoodsReader(notice);
        this.parties = new PartyReader(notice);
        this.shipment = shipment;
    }

    static ShippedUnits of(NoticeContext notice, HlTree tree, HlLoop shipment) {
        ShippedUnits shipped = new ShippedUnits(notice, shipment);
        tree.loops().forEach(shipped::addUnit);
        tree.loops().stream().filter(loop -> loop.level() == HlLevel.ITEM).forEach(shipped::addItem);
        shipped.checkNesting();
        return shipped;
    }

    /** Units with an SSCC, the inner ones first. */
    List<NoticeUnit> all() {
        List<NoticeUnit> all = new ArrayList<>(bySscc.values());
        all.sort(Comparator.comparingInt(NoticeUnit::depth).reversed());
        return all;
    }

    /** What is shipped as one: units that are in no other, and the goods for one ship-to that are in none. */
    List<NoticeUnit> outermost() {
        List<NoticeUnit> outermost = new ArrayList<>();
        bySscc.values().stream().filter(unit -> unit.parent() == null).forEach(outermost::add);
        loose.values().stream().filter(unit -> !unit.isEmpty()).forEach(outermost::add);
        return outermost;
    }

    private void addUnit(HlLoop loop) {
        if (!loop.level().isPackaging() && loop.level() != HlLevel.ITEM) return;
        Optional<UnitReader.Sscc> sscc = units.sscc(loop.segments());
        if (sscc.isEmpty()) return;
        NoticeUnit outer = above(loop);
        NoticeUnit known = bySscc.get(sscc.get().digits());
        NoticeUnit unit = known != null
                ? known
                : new NoticeUnit(sscc.get().digits(), sscc.get().segment());
        bySscc.putIfAbsent(sscc.get().digits(), unit);
        byLoop.put(loop, unit);
        addDestinations(unit, loop);
        if (known == null && outer != null) {
            unit.putInto(outer);
        } else if (known != null && known.parent() != outer) {
            notice.faults()
                    .value(
                            sscc.get().segment(),
                            2,
                            "sscc",
                            "the SSCC " + sscc.get().digits() + " stands in two units of the notice; a unit is in one"
                                    + " other at a time");
        }
    }

    private @Nullable NoticeUnit above(HlLoop loop) {
        return loop.ancestors()
                .map(byLoop::get)
                .filter(unit -> unit != null)
                .findFirst()
                .orElse(null);
    }

    private void addItem(HlLoop item) {
        List<HlLoop> packs = packsBelow(item);
        List<X12Segment> segments = withLots(item);
        if (packs.isEmpty()) {
            add(item, goods.goods(item.header(), segments, () -> goods.shipped(item.header(), item.segments())));
        } else {
            divide(item, segments, packs.size() == 1);
        }
    }

    /**
     * Adds what the packs below a level hold, and to the unit around them what they leave of the level's amount.
     *
     * @param item the segments of the item that is divided
     * @param isOnlyPack whether one pack holds all of the item that is packed
     * @return what was added
     */
    private List<Goods> divide(HlLoop level, List<X12Segment> item, boolean isOnlyPack) {
        List<HlLoop> packs = level.children().stream()
                .filter(child -> child.level().isPackaging())
                .toList();
        if (packs.isEmpty()) return add(level, goods.inPack(item, level.header(), level.segments(), isOnlyPack));
        List<Goods> packed = new ArrayList<>();
        packs.forEach(pack -> packed.addAll(divide(pack, item, isOnlyPack)));
        List<X12Segment> named = level.level() == HlLevel.ITEM ? item : goods.named(item, level.segments(), isOnlyPack);
        level.first("SN1")
                .map(counted -> add(level, goods.rest(level.header(), named, counted, packed)))
                .ifPresent(packed::addAll);
        return packed;
    }

    /** The item's segments. One that names no lot has that of the nearest unit around it that names one. */
    private List<X12Segment> withLots(HlLoop item) {
        if (goods.namesLots(item.segments())) return item.segments();
        List<X12Segment> ofUnit = item.ancestors()
                .filter(loop -> loop.level().isPackaging())
                .map(loop -> goods.lotReferences(loop.segments()))
                .filter(lots -> !lots.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<X12Segment> named = new ArrayList<>(item.segments());
        named.addAll(ofUnit);
        return named;
    }

    /** Packs that stand below their item: the order of levels in which an item is divided among packs. */
    private static List<HlLoop> packsBelow(HlLoop item) {
        List<HlLoop> packs = new ArrayList<>();
        for (HlLoop child : item.children()) {
            if (!child.level().isPackaging()) continue;
            List<HlLoop> inner = packsBelow(child);
            if (inner.isEmpty()) packs.add(child);
            else packs.addAll(inner);
        }
        return packs;
    }

    /** Adds goods of a level to its unit, otherwise to the nearest one above it, otherwise to the loose goods. */
    private List<Goods> add(HlLoop from, List<Goods> added) {
        NoticeUnit own = byLoop.get(from);
        NoticeUnit above = own != null ? own : above(from);
        NoticeUnit unit = above != null ? above : looseFor(from);
        added.forEach(unit::add);
        orders(from).forEach(unit::addOrder);
        addDestinations(unit, from);
        return added;
    }

    private static Set<BusinessDocument> orders(HlLoop from) {
        return from.selfAndAncestors()
                .map(loop -> DocumentReferences.orders(loop.segments()))
                .filter(orders -> !orders.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    private void addDestinations(NoticeUnit unit, HlLoop from) {
        shipTo(from).ifPresent(unit::addShipTo);
    }

    private Optional<X12Party> shipTo(HlLoop from) {
        return from.selfAndAncestors()
                .filter(loop -> parties.names(loop.segments(), "ST"))
                .findFirst()
                .flatMap(loop -> parties.party(loop.segments(), "ST"));
    }

    private NoticeUnit looseFor(HlLoop from) {
        return loose.computeIfAbsent(shipTo(from), party -> new NoticeUnit(null, shipment.header()));
    }

    private void checkNesting() {
        for (NoticeUnit unit : bySscc.values()) {
            if (unit.depth() > NoticeUnit.MOST_NESTED) {
                notice.faults()
                        .value(
                                unit.named(),
                                2,
                                "sscc",
                                "units are nested more than " + NoticeUnit.MOST_NESTED + " deep");
                return;
            }
            if (unit.isEmpty()) {
                notice.faults()
                        .warning(
                                unit.named(),
                                2,
                                "sscc",
                                "the notice names nothing in this unit; its shipment moves what earlier events put in");
            }
        }
    }
}

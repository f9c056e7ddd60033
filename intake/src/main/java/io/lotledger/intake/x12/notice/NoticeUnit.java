package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.element.Goods;
import io.lotledger.intake.x12.element.X12Party;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What travels together: a logistic unit with an SSCC, or the goods for one ship-to that are in none. A unit that holds
 * goods of several orders is one unit.
 */
final class NoticeUnit {
    /** Pallets in containers, cases in pallets: more levels are a fault of the notice. */
    static final int MOST_NESTED = 16;

    private final @Nullable String sscc;
    private final X12Segment named;
    private final Map<String, Goods> goods = new LinkedHashMap<>();
    private final Set<NoticeUnit> children = new LinkedHashSet<>();
    private final Set<BusinessDocument> orders = new LinkedHashSet<>();
    private final Set<X12Party> shipTos = new LinkedHashSet<>();
    private @Nullable NoticeUnit parent;

    /** @param sscc 18 digits; {@code null} for goods in no unit */
    NoticeUnit(@Nullable String sscc, X12Segment named) {
        this.sscc = sscc;
        this.named = named;
    }

    @Nullable
    String sscc() {
        return sscc;
    }

    String uri() {
        return "https://id.gs1.org/00/" + sscc;
    }

    X12Segment named() {
        return named;
    }

    List<Goods> goods() {
        return List.copyOf(goods.values());
    }

    Set<NoticeUnit> children() {
        return children;
    }

    @Nullable
    NoticeUnit parent() {
        return parent;
    }

    void putInto(NoticeUnit outer) {
        parent = outer;
        outer.children.add(this);
    }

    /** How many units hold this one, directly or not. */
    int depth() {
        int depth = 0;
        for (NoticeUnit unit = parent; unit != null && depth <= MOST_NESTED; unit = unit.parent) depth++;
        return depth;
    }

    boolean isEmpty() {
        return goods.isEmpty() && children.isEmpty();
    }

    /** Adds goods of an order; amounts of one lot in one unit of measure are one amount. */
    void add(Goods added) {
        goods.merge(added.uom() + " " + added.epcClass(), added, Goods::plus);
    }

    void addOrder(BusinessDocument order) {
        orders.add(order);
    }

    void addShipTo(X12Party party) {
        shipTos.add(party);
    }

    /** The orders of the unit and of all units in it. */
    Set<BusinessDocument> allOrders() {
        Set<BusinessDocument> all = new LinkedHashSet<>(orders);
        children.forEach(child -> all.addAll(child.allOrders()));
        return all;
    }

    Set<X12Party> allShipTos() {
        Set<X12Party> all = new LinkedHashSet<>(shipTos);
        children.forEach(child -> all.addAll(child.allShipTos()));
        return all;
    }
}

package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.UnitOfMeasureCode;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Amounts of lots, one for each lot and unit of measure. */
final class LotAmounts {
    private final Map<Measured, Amount> amounts = new LinkedHashMap<>();
    /** The first code used for a unit of measure. */
    private final Map<Measured, String> codes = new HashMap<>();

    /** @param gone lots that are not held, whose codes are forgotten */
    LotAmounts copy(Set<LotKey> gone) {
        LotAmounts copy = new LotAmounts();
        copy.amounts.putAll(amounts);
        codes.forEach((what, code) -> {
            if (!gone.contains(what.lot())) copy.codes.put(what, code);
        });
        return copy;
    }

    Set<LotKey> lots() {
        return amounts.keySet().stream().map(Measured::lot).collect(Collectors.toSet());
    }

    int size() {
        return amounts.size();
    }

    void put(LotKey lot, @Nullable BigDecimal quantity, @Nullable String uom) {
        put(lot, uom, new Amount(quantity));
    }

    private void put(LotKey lot, @Nullable String uom, Amount amount) {
        Measured what = Measured.of(lot, uom);
        if (uom != null) codes.putIfAbsent(what, uom);
        amounts.merge(what, amount, Amount::plus);
    }

    void putAll(LotAmounts other, Predicate<LotKey> isCounted) {
        other.amounts.forEach((what, amount) -> {
            if (isCounted.test(what.lot())) put(what.lot(), other.codes.get(what), amount);
        });
    }

    /** Of each lot that both hold, the larger amount; what only the other holds is not put in. */
    void putMost(LotAmounts other) {
        other.amounts.forEach((what, amount) -> amounts.computeIfPresent(what, (w, held) -> held.orMore(amount)));
    }

    /** Puts in what the one holds, and neither the other nor this. */
    void putMissing(LotAmounts one, LotAmounts other) {
        one.amounts.forEach((what, amount) -> {
            if (!other.amounts.containsKey(what)) amounts.putIfAbsent(what, amount);
        });
        one.codes.forEach(codes::putIfAbsent);
    }

    /** Puts in 0 of what the other holds and this does not. */
    void putNoneOf(LotAmounts other) {
        other.amounts.keySet().forEach(what -> amounts.putIfAbsent(what, new Amount(BigDecimal.ZERO)));
        other.codes.forEach(codes::putIfAbsent);
    }

    /** A part of known quantity, or all of the lot in any unit of measure. */
    void take(LotKey lot, @Nullable BigDecimal quantity, @Nullable String uom) {
        if (quantity == null) remove(lot);
        else amounts.computeIfPresent(Measured.of(lot, uom), (key, held) -> held.less(quantity));
    }

    void remove(LotKey lot) {
        removeIf(lot::equals);
    }

    void removeIf(Predicate<LotKey> some) {
        amounts.keySet().removeIf(held -> some.test(held.lot()));
    }

    void clear() {
        amounts.clear();
    }

    boolean isEmpty() {
        return amounts.isEmpty();
    }

    boolean holds(LotKey lot) {
        return holdsOneOf(Set.of(lot));
    }

    boolean holdsOneOf(Set<LotKey> some) {
        return amounts.keySet().stream().anyMatch(held -> some.contains(held.lot()));
    }

    boolean holdsUnknownAmountOf(@Nullable LotKey lot) {
        return amounts.entrySet().stream()
                .anyMatch(held ->
                        held.getKey().lot().equals(lot) && held.getValue().quantity() == null);
    }

    /** Whether it holds more of the lot than these parts of it, all of which are told in units of measure that it has. */
    boolean holdsMoreThan(LotKey lot, Collection<Child> parts) {
        LotAmounts sum = new LotAmounts();
        parts.stream()
                .filter(part -> lot.equals(part.lot()))
                .forEach(part -> sum.put(lot, part.quantity(), part.uom()));
        return sum.amounts.entrySet().stream().allMatch(part -> {
            Amount held = amounts.get(part.getKey());
            return held != null && held.isMoreThan(part.getValue());
        });
    }

    /** Whether this is exactly how much the other holds of the lot; an amount that nobody told may be. */
    boolean isAmountIn(LotAmounts other, LotKey lot, @Nullable String uom) {
        return isAmountIn(other, Measured.of(lot, uom));
    }

    /** Whether both hold the same known amounts of the lot. */
    boolean areAmountsOf(LotAmounts other, LotKey lot) {
        Map<Measured, Amount> mine = amountsOf(lot);
        return !mine.isEmpty()
                && mine.keySet().equals(other.amountsOf(lot).keySet())
                && mine.entrySet().stream()
                        .allMatch(one -> one.getValue().quantity() != null && isAmountIn(other, one.getKey()));
    }

    private Map<Measured, Amount> amountsOf(LotKey lot) {
        Map<Measured, Amount> some = new HashMap<>(amounts);
        some.keySet().removeIf(what -> !what.lot().equals(lot));
        return some;
    }

    /** {@link #isAmountIn} in each unit of measure. */
    boolean areAmountsIn(LotAmounts other, LotKey lot) {
        return amounts.keySet().stream()
                .filter(what -> what.lot().equals(lot))
                .allMatch(what -> isAmountIn(other, what));
    }

    private boolean isAmountIn(LotAmounts other, Measured what) {
        Amount mine = amounts.get(what);
        if (mine == null || mine.quantity() == null) return other.holds(what.lot());
        Amount others = other.amounts.get(what);
        return others != null && others.quantity() != null && others.quantity().compareTo(mine.quantity()) == 0;
    }

    List<Content> contents() {
        return amounts.entrySet().stream()
                .map(e -> new Content(e.getKey().lot(), e.getValue().quantity(), codes.get(e.getKey())))
                .toList();
    }

    /** Of some lots, as they are. */
    List<Child> of(LotKey lot) {
        return contents().stream()
                .filter(content -> content.lot().equals(lot))
                .map(content -> new Child(null, content.lot(), content.quantity(), content.uom()))
                .toList();
    }

    /**
     * @param unit {@linkplain UnitOfMeasureCode#canonical canonical} code of the unit of measure: {@code CS} and {@code
     * XCS} are both cases
     */
    private record Measured(LotKey lot, String unit) {
        static Measured of(LotKey lot, @Nullable String uom) {
            return new Measured(lot, UnitOfMeasureCode.canonical(uom));
        }
    }

    /** An unknown part makes the sum unknown, because the known part alone would be too low. */
    private record Amount(@Nullable BigDecimal quantity) {
        Amount plus(Amount other) {
            return new Amount(quantity == null || other.quantity == null ? null : quantity.add(other.quantity));
        }

        Amount orMore(Amount other) {
            if (quantity == null || other.quantity == null) return new Amount(null);
            return quantity.compareTo(other.quantity) < 0 ? other : this;
        }

        boolean isMoreThan(Amount other) {
            return quantity != null && other.quantity != null && quantity.compareTo(other.quantity) > 0;
        }

        @Nullable
        Amount less(BigDecimal taken) {
            if (quantity == null) return this;
            BigDecimal left = quantity.subtract(taken);
            return left.signum() > 0 ? new Amount(left) : null;
        }
    }
}

package io.lotledger.ingest.epcis;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The EPCs of a list. Systems also send one as the {@code epcClass} of a quantity, such as a pallet with quantity 1; it
 * is the same object there, and counts as an EPC.
 */
final class Epcs {
    private Epcs() {}

    /** The EPCs, and those among the quantities. */
    static List<String> of(List<String> epcs, List<QuantityElement> quantities) {
        if (quantities.stream().noneMatch(Epcs::isEpc)) return List.copyOf(epcs);
        Set<String> known = new HashSet<>();
        epcs.forEach(epc -> known.add(CanonicalUri.of(epc)));
        List<String> all = new ArrayList<>(epcs);
        quantities.stream()
                .filter(Epcs::isEpc)
                .map(QuantityElement::epcClass)
                .filter(epc -> known.add(CanonicalUri.of(epc)))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** The quantities without the EPCs among them. */
    static List<QuantityElement> amounts(List<QuantityElement> quantities) {
        return quantities.stream().filter(quantity -> !isEpc(quantity)).toList();
    }

    /** A serial with its lot and an amount other than one, such as its weight, is that amount of the lot. */
    private static boolean isEpc(QuantityElement element) {
        return DigitalLink.parse(element.epcClass())
                .filter(DigitalLink::isInstance)
                .filter(link -> link.get("10") == null || isOne(element))
                .isPresent();
    }

    private static boolean isOne(QuantityElement element) {
        BigDecimal quantity = element.quantity();
        return element.uom() == null && (quantity == null || quantity.compareTo(BigDecimal.ONE) == 0);
    }

    static List<String> parentFirst(@Nullable String parentID, List<String> others) {
        if (parentID == null) return others;
        List<String> all = new ArrayList<>(others.size() + 1);
        all.add(parentID);
        all.addAll(others);
        return all;
    }

    static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}

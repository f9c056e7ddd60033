package io.lotledger.projections.masterdata;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ProductClasses;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up elements. If several match, each attribute comes from the nearest match that has it: the URI in any form,
 * then the GLN, then the GTIN, or the product class if the lot is not a GS1 key. Among equally near matches the newest
 * wins.
 */
public final class KnownMasterData implements MasterData {
    public static final MasterData NONE = new KnownMasterData(List.of());

    private static final Comparator<Element> NEWEST_FIRST = Comparator.comparing(Element::since)
            .reversed()
            .thenComparing(Element::vocabulary)
            .thenComparing(Element::id);

    private final Map<String, List<Element>> byUri;
    private final Map<String, List<Element>> byGln;
    private final Map<String, List<Element>> byGtin;

    KnownMasterData(Collection<Element> elements) {
        byUri = index(elements, Element::uri);
        byGln = index(elements, Element::gln);
        byGtin = index(elements, Element::gtin);
    }

    @Override
    public Attributes location(String uri) {
        Set<Element> matches = new LinkedHashSet<>(byUri.getOrDefault(Element.canonical(uri), List.of()));
        List<Element> ofGln = Gln.of(uri.strip())
                .map(gln -> byGln.getOrDefault(gln.value(), List.of()))
                .orElse(List.of());
        ofGln.stream().filter(element -> !element.hasExtension()).forEach(matches::add);
        // another part of the same place is used only if nothing else matches
        if (matches.isEmpty()) matches.addAll(ofGln);
        return merged(matches);
    }

    @Override
    public Attributes ownLocation(String uri) {
        return merged(new LinkedHashSet<>(byUri.getOrDefault(Element.canonical(uri), List.of())));
    }

    @Override
    public Attributes product(LotKey lot) {
        Set<Element> matches = new LinkedHashSet<>(byUri.getOrDefault(lot.uri(), List.of()));
        if (lot.gtin() != null) matches.addAll(byGtin.getOrDefault(lot.gtin().value(), List.of()));
        else ProductClasses.of(lot.uri()).forEach(uri -> matches.addAll(products(uri)));
        return merged(matches);
    }

    /** Leaves out places: a place whose URI is a prefix of the lot's is not its product. */
    private List<Element> products(String uri) {
        return byUri.getOrDefault(uri, List.of()).stream()
                .filter(element -> element.vocabulary().equals("EPCClass"))
                .toList();
    }

    private static Attributes merged(Set<Element> nearestFirst) {
        if (nearestFirst.isEmpty()) return Attributes.NONE;
        Map<String, List<String>> merged = new HashMap<>();
        for (Element element : nearestFirst) {
            element.attributes().values().forEach((name, values) -> {
                if (values.stream().anyMatch(value -> !value.isBlank())) merged.putIfAbsent(name, values);
            });
        }
        return new Attributes(merged);
    }

    private static Map<String, List<Element>> index(
            Collection<Element> elements, Function<Element, @Nullable String> key) {
        Map<String, List<Element>> index = elements.stream()
                .filter(element -> key.apply(element) != null)
                .collect(Collectors.groupingBy(element -> String.valueOf(key.apply(element))));
        index.replaceAll((k, same) -> same.stream().sorted(NEWEST_FIRST).toList());
        return index;
    }
}

package io.lotledger.projections.masterdata;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ProductClasses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up elements. If several match, each attribute comes from the nearest match that has it: the URI in any form,
 * then the GLN, then the GTIN, or the product class if the lot is not a GS1 key. Among equally near matches the newest
 * value wins.
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
        List<Element> own = byUri.getOrDefault(Element.canonical(uri), List.of());
        List<Element> ofGln = Gln.of(uri.strip())
                .map(gln -> byGln.getOrDefault(gln.value(), List.of()))
                .orElse(List.of());
        List<Element> ofPlace =
                ofGln.stream().filter(element -> !element.hasExtension()).toList();
        // another part of the same place is used only if nothing else matches
        return own.isEmpty() && ofPlace.isEmpty() ? merged(List.of(ofGln)) : merged(List.of(own, ofPlace));
    }

    @Override
    public Attributes ownLocation(String uri) {
        return merged(List.of(byUri.getOrDefault(Element.canonical(uri), List.of())));
    }

    @Override
    public Attributes product(LotKey lot) {
        List<List<Element>> nearestFirst = new ArrayList<>(List.of(byUri.getOrDefault(lot.uri(), List.of())));
        if (lot.gtin() != null) nearestFirst.add(byGtin.getOrDefault(lot.gtin().value(), List.of()));
        else ProductClasses.of(lot.uri()).forEach(uri -> nearestFirst.add(products(uri)));
        return merged(nearestFirst);
    }

    /** Leaves out places: a place whose URI is a prefix of the lot's is not its product. */
    private List<Element> products(String uri) {
        return byUri.getOrDefault(uri, List.of()).stream()
                .filter(element -> element.vocabulary().equals("EPCClass"))
                .toList();
    }

    private static Attributes merged(List<List<Element>> nearestFirst) {
        Map<String, List<String>> merged = new HashMap<>();
        for (List<Element> equallyNear : nearestFirst) {
            Map<String, Element> newest = new HashMap<>();
            for (Element element : equallyNear) {
                element.attributes().values().forEach((name, values) -> {
                    if (values.stream().anyMatch(value -> !value.isBlank()))
                        newest.merge(name, element, (a, b) -> b.date(name) > a.date(name) ? b : a);
                });
            }
            newest.forEach((name, element) ->
                    merged.putIfAbsent(name, element.attributes().values().getOrDefault(name, List.of())));
        }
        return merged.isEmpty() ? Attributes.NONE : new Attributes(merged);
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

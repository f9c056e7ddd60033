package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.Subject;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ProductClasses;
import io.lotledger.ingest.epcis.vocabulary.ColumnNames;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn.Of;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks up descriptions. If several match, each column comes from the nearest that has it: the URI in any form, then the GLN, then the
 * GTIN, or the product class if the lot is not a GS1 key.
 */
public final class KnownMasterData implements MasterData {
    private static final Comparator<Element> OLDEST_FIRST = Comparator.comparing(Element::since)
            .thenComparing(Element::vocabulary)
            .thenComparing(Element::id);

    public static final MasterData NONE = new KnownMasterData(List.of());

    private final Map<Subject, List<Element>> bySubject;
    private final Map<String, List<Element>> byGln;

    KnownMasterData(Collection<Element> elements) {
        bySubject = elements.stream().sorted(OLDEST_FIRST).collect(Collectors.groupingBy(Element::subject));
        byGln = elements.stream()
                .filter(element -> element.gln() != null)
                .sorted(OLDEST_FIRST)
                .collect(Collectors.groupingBy(element -> String.valueOf(element.gln())));
    }

    @Override
    public Attributes location(String uri) {
        List<Element> own = of(Subject.place(uri));
        String gln = Gln.of(uri.strip()).map(Gln::value).orElse("");
        List<Element> ofPlace = gln.isEmpty() ? List.of() : of(Subject.place(gln));
        return own.isEmpty() && ofPlace.isEmpty()
                ? alike(byGln.getOrDefault(gln, List.of()))
                : merged(Of.PLACE, List.of(own, ofPlace));
    }

    /** What all described parts of a place say alike, of which itself nothing is known: nobody stated an address made of two. */
    private static Attributes alike(List<Element> parts) {
        List<Map<String, List<String>>> each =
                parts.stream().collect(Collectors.groupingBy(Element::subject)).values().stream()
                        .map(part -> merged(Of.PLACE, List.of(part)).values())
                        .toList();
        Map<String, List<String>> alike = new HashMap<>();
        each.stream().limit(1).forEach(alike::putAll);
        each.forEach(part -> alike.entrySet().retainAll(part.entrySet()));
        return alike.isEmpty() ? Attributes.NONE : new Attributes(alike);
    }

    @Override
    public Attributes ownLocation(String uri) {
        return merged(Of.PLACE, List.of(of(Subject.place(uri))));
    }

    @Override
    public Attributes product(LotKey lot) {
        List<List<Element>> nearestFirst = new ArrayList<>();
        nearestFirst.add(of(Subject.product(lot.uri())));
        nearestFirst.add(of(Subject.place(lot.uri()))); // the type may be any
        if (lot.gtin() != null) nearestFirst.add(of(Subject.product(lot.gtin().value())));
        else ProductClasses.of(lot.uri()).forEach(uri -> nearestFirst.add(of(Subject.product(uri))));
        return merged(Of.PRODUCT, nearestFirst);
    }

    private List<Element> of(Subject subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    private static Attributes merged(Of of, List<List<Element>> nearestFirst) {
        ColumnNames columns = ColumnNames.of(of);
        Map<String, List<String>> merged = new HashMap<>();
        Set<String> given = new HashSet<>();
        for (List<Element> equallyNear : nearestFirst) {
            Set<String> names = new HashSet<>();
            Element.together(equallyNear).attributes().forEach((name, values) -> {
                if (given.contains(name) || values.stream().allMatch(String::isBlank)) return;
                merged.put(name, values);
                names.add(name);
                names.addAll(columns.replacedBy(name));
            });
            given.addAll(names);
        }
        return merged.isEmpty() ? Attributes.NONE : new Attributes(merged);
    }
}

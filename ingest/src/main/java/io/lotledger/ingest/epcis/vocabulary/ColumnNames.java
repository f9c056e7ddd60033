package io.lotledger.ingest.epcis.vocabulary;

import io.lotledger.ingest.epcis.vocabulary.DescribedColumn.Of;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the attribute names of places or of products share columns. */
public final class ColumnNames {
    private static final Map<String, String> OTHER_COORDINATE = Map.of(
            DescribedColumn.LATITUDE.preferred(), DescribedColumn.LONGITUDE.preferred(),
            DescribedColumn.LONGITUDE.preferred(), DescribedColumn.LATITUDE.preferred());

    private static final ColumnNames OF_PLACES = new ColumnNames(Of.PLACE);
    private static final ColumnNames OF_PRODUCTS = new ColumnNames(Of.PRODUCT);

    private final Map<String, Set<String>> others = new HashMap<>();
    private final Map<String, Set<String>> replaced = new HashMap<>();
    private final Map<String, Set<String>> restsOfAddress = new HashMap<>();

    private ColumnNames(Of of) {
        DescribedColumn.of(of).forEach(column -> {
            column.alternatives().forEach(alternative -> {
                String first = alternative.get(0);
                others.put(first, without(column.names(), alternative));
                replaced.put(first, without(column.names(), List.of(first)));
            });
        });
        if (of == Of.PRODUCT) return;
        replaced.putAll(OTHER_COORDINATE.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> Set.of(one.getValue()))));
        Set<String> rest = DescribedColumn.ADDRESS.stream()
                .flatMap(part -> part.names().stream())
                .collect(Collectors.toSet());
        DescribedColumn.STREET.alternatives().forEach(alternative -> restsOfAddress.put(alternative.get(0), rest));
    }

    public static ColumnNames of(Of of) {
        return of == Of.PLACE ? OF_PLACES : OF_PRODUCTS;
    }

    private static Set<String> without(List<String> names, List<String> some) {
        Set<String> without = new HashSet<>(names);
        some.forEach(without::remove);
        return Set.copyOf(without);
    }

    /** The names that mean the same. A further line of a street has none. */
    public Set<String> others(String name) {
        return others.getOrDefault(name, Set.of());
    }

    /** The names whose values end with a new value of the name: other names, further lines of a street, the other coordinate. */
    public Set<String> replacedBy(String name) {
        return replaced.getOrDefault(name, Set.of());
    }

    /** City, state, ZIP and country in all their names, if the name is that of a street. */
    public Set<String> restOfAddress(String name) {
        return restsOfAddress.getOrDefault(name, Set.of());
    }
}

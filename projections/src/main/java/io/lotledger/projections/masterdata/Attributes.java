package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.AttributeNames;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Master data attributes by local name, in any namespace, as {@link AttributeNames} reads them. The name of a structured attribute
 * has no values of its own.
 */
public record Attributes(Map<String, List<String>> values) {
    public static final Attributes NONE = new Attributes(Map.of());

    public Attributes {
        values = Map.copyOf(values);
    }

    /** The first non-blank value of the first name that has one. */
    public Optional<String> first(String... localNames) {
        return Stream.of(localNames)
                .flatMap(name -> values.getOrDefault(name, List.of()).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** What the attributes say for a column of FDA's spreadsheet. */
    public Optional<String> first(DescribedColumn column) {
        if (values.isEmpty()) return Optional.empty();
        return column.alternatives().stream()
                .map(names ->
                        names.stream().flatMap(name -> first(name).stream()).collect(Collectors.joining(", ")))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** The attributes with at least one value, sorted. */
    public SortedMap<String, List<String>> withValues() {
        SortedMap<String, List<String>> withValues = new TreeMap<>(values);
        withValues.values().removeIf(List::isEmpty);
        return withValues;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}

package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.SourceDestination;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sources or destinations of an event: its places, possessing parties and owning parties, each by its key. A party is
 * not a place, so two ends are compared by the first type that both name.
 *
 * @param byType the places, then the possessing parties, then the owning parties
 */
public record NamedEnd(List<Set<String>> byType) {
    public NamedEnd {
        byType = List.copyOf(byType);
    }

    public static NamedEnd sources(EpcisEvent event) {
        return of(event.fields().sourceList());
    }

    public static NamedEnd destinations(EpcisEvent event) {
        return of(event.fields().destinationList());
    }

    private static NamedEnd of(List<SourceDestination> ends) {
        return new NamedEnd(Endpoints.TYPES.stream()
                .map(type -> Endpoints.places(Endpoints.all(ends, type)))
                .toList());
    }

    /** All places and parties. */
    public Set<String> all() {
        return byType.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Without these places and parties. */
    public NamedEnd without(Set<String> keys) {
        if (keys.isEmpty()) return this;
        return new NamedEnd(byType.stream()
                .map(some -> some.stream().filter(key -> !keys.contains(key)).collect(Collectors.toSet()))
                .toList());
    }

    /** Whether it names one of the other's places or parties and leaves one of them out. */
    public boolean isPartOf(NamedEnd other) {
        return meets(other) && !covers(other);
    }

    public boolean hasPlace() {
        return !byType.get(0).isEmpty();
    }

    /** Whether one of its places is among these keys. */
    public boolean hasPlaceOf(Set<String> places) {
        return !Collections.disjoint(byType.get(0), places);
    }

    /** Whether both may mean the same: they have a place or party in common, or no type. */
    public boolean agrees(NamedEnd other) {
        int type = firstCommonType(other);
        return type < 0 || !Collections.disjoint(byType.get(type), other.byType.get(type));
    }

    /** Whether both name the same place or party. */
    public boolean meets(NamedEnd other) {
        return firstCommonType(other) >= 0 && agrees(other);
    }

    /** Whether it names all that the other names of their first common type. */
    public boolean covers(NamedEnd other) {
        int type = firstCommonType(other);
        return type < 0 || byType.get(type).containsAll(other.byType.get(type));
    }

    /** Whether it is the one to keep of two that mean the same: it is more exact, or names more. */
    public boolean saysMoreThan(NamedEnd other) {
        if (firstType() != other.firstType()) return isMoreExactThan(other);
        return covers(other) && (!other.covers(this) || types() > other.types());
    }

    /** Whether it names a place where the other names a party, or anything where the other names nothing. */
    public boolean isMoreExactThan(NamedEnd other) {
        return firstType() < other.firstType();
    }

    private int firstType() {
        int type = 0;
        while (type < byType.size() && byType.get(type).isEmpty()) type++;
        return type;
    }

    private long types() {
        return byType.stream().filter(keys -> !keys.isEmpty()).count();
    }

    private int firstCommonType(NamedEnd other) {
        for (int type = 0; type < byType.size(); type++) {
            if (!byType.get(type).isEmpty() && !other.byType.get(type).isEmpty()) return type;
        }
        return -1;
    }
}

package io.lotledger.projections.query.condition;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;

/** What master data said of places, business steps and dispositions at a log position. Identifiers are in the form of {@code ValueForm.identifier}. */
public interface PlaceIndex {
    /** The vocabulary that describes the values of a field (CBV 2.0 §9). */
    enum Vocabulary {
        READ_POINT,
        BUSINESS_LOCATION,
        BUSINESS_STEP,
        DISPOSITION,
        /** Of any vocabulary: the values of an extension field. */
        ANY
    }

    /**
     * @param names expanded names of the attribute, as captured
     * @param values the values of which it must have one; empty if the attribute's name is enough
     */
    record Attribute(Set<String> names, Set<String> values) {
        public Attribute {
            names = Set.copyOf(names);
            values = Set.copyOf(values);
        }
    }

    /** The places, and all that are directly or indirectly among their {@code children}. */
    Set<String> withDescendants(UUID organisation, long position, Vocabulary vocabulary, Set<String> places);

    Set<String> withAttribute(UUID organisation, long position, Vocabulary vocabulary, Attribute attribute);

    /**
     * The record times after one and up to another at which places may have come to be described otherwise, each with the last
     * log position of that time.
     */
    NavigableMap<Instant, Long> changes(UUID organisation, Instant after, Instant upTo);
}

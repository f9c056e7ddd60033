package io.lotledger.projections.query.resource;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.projections.query.event.EpcPattern;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.Words;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** A top-level resource whose members are values of events. */
public enum EventResource {
    EVENT_TYPES(1, "eventTypes", "eventType", Words::eventType, Facet.EVENT_TYPE),
    EPCS(2, "epcs", "MATCH_anyEPC", Words::identifier, Facet.EPC, Facet.PARENT_ID, Facet.INPUT_EPC, Facet.OUTPUT_EPC),
    BIZ_STEPS(3, "bizSteps", "EQ_bizStep", Words::word, Facet.BIZ_STEP),
    BIZ_LOCATIONS(4, "bizLocations", "EQ_bizLocation", Words::identifier, Facet.BIZ_LOCATION),
    READ_POINTS(5, "readPoints", "EQ_readPoint", Words::identifier, Facet.READ_POINT),
    DISPOSITIONS(6, "dispositions", "EQ_disposition", Words::word, Facet.DISPOSITION);

    private final int code;
    private final String path;
    private final String parameter;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference
    private final BiFunction<Words, String, String> canonical;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final Set<Facet> facets;

    EventResource(
            int code, String path, String parameter, BiFunction<Words, String, String> canonical, Facet... facets) {
        this.code = code;
        this.path = path;
        this.parameter = parameter;
        this.canonical = canonical;
        this.facets = Set.of(facets);
    }

    /** The resource of a path segment, such as {@code bizSteps}. */
    public static Optional<EventResource> ofPath(String segment) {
        return Arrays.stream(values()).filter(one -> one.path.equals(segment)).findFirst();
    }

    public String path() {
        return path;
    }

    /** The parameter of SimpleEventQuery that finds the events of one value. */
    public String parameter() {
        return parameter;
    }

    /** Whether its values are identifiers, which have a Digital Link and perhaps an EPC URN. */
    public boolean isOfIdentifiers() {
        return this == EPCS || this == BIZ_LOCATIONS || this == READ_POINTS;
    }

    /**
     * The one spelling under which a value is stored.
     *
     * @param prefixes those of the request
     */
    public String canonical(String value, Map<String, String> prefixes) {
        return canonical.apply(new Words(JsonLdContext.of(prefixes)), value);
    }

    /**
     * Whether the text is a pattern of EPCs: it stands for many values and is none of them.
     *
     * @param prefixes those of the request
     */
    public boolean isPattern(String text, Map<String, String> prefixes) {
        return this == EPCS
                && EpcPattern.parse(JsonLdContext.of(prefixes).expand(text.strip()))
                        .isPresent();
    }

    /** How the table names the resource. */
    int code() {
        return code;
    }

    Set<String> valuesOf(Map<Facet, Set<String>> event) {
        Set<String> values = new TreeSet<>();
        for (Facet facet : facets) values.addAll(event.getOrDefault(facet, Set.of()));
        return values;
    }
}

package io.lotledger.projections.query.resource;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
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
    EVENT_TYPES(1, "eventTypes", "eventType", Words::eventType, Known.EVENT_TYPES, Facet.EVENT_TYPE),
    EPCS(
            2,
            "epcs",
            "MATCH_anyEPC",
            Words::identifier,
            Known.NONE,
            Facet.EPC,
            Facet.PARENT_ID,
            Facet.INPUT_EPC,
            Facet.OUTPUT_EPC),
    BIZ_STEPS(3, "bizSteps", "EQ_bizStep", Words::word, Known.BIZ_STEPS, Facet.BIZ_STEP),
    BIZ_LOCATIONS(4, "bizLocations", "EQ_bizLocation", Words::identifier, Known.NONE, Facet.BIZ_LOCATION),
    READ_POINTS(5, "readPoints", "EQ_readPoint", Words::identifier, Known.NONE, Facet.READ_POINT),
    DISPOSITIONS(6, "dispositions", "EQ_disposition", Words::word, Known.DISPOSITIONS, Facet.DISPOSITION);

    private final int code;
    private final String path;
    private final String parameter;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference
    private final BiFunction<Words, String, String> form;

    @SuppressWarnings("ImmutableEnumChecker") // a record of a set that cannot change
    private final Known known;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final Set<Facet> facets;

    EventResource(
            int code,
            String path,
            String parameter,
            BiFunction<Words, String, String> form,
            Known known,
            Facet... facets) {
        this.code = code;
        this.path = path;
        this.parameter = parameter;
        this.form = form;
        this.known = known;
        this.facets = Set.of(facets);
    }

    /**
     * The words that queries take bare. Another word has an address: queries take it, and have the word as its normal form.
     *
     * @param addresses what precedes the word in its address
     */
    private record Known(Set<String> words, String addresses) {
        static final Known NONE = new Known(Set.of(), "");
        static final Known EVENT_TYPES = new Known(
                Set.of(
                        "ObjectEvent",
                        "AggregationEvent",
                        "TransactionEvent",
                        "TransformationEvent",
                        "AssociationEvent"),
                "https://ref.gs1.org/epcis/");
        static final Known BIZ_STEPS = new Known(Cbv.BIZ_STEP.words(), "urn:epcglobal:cbv:bizstep:");
        static final Known DISPOSITIONS = new Known(Cbv.DISPOSITION.words(), "urn:epcglobal:cbv:disp:");

        String listed(String value) {
            return value.indexOf(':') >= 0 || words.contains(value) ? value : addresses + value;
        }
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
        return known.listed(form.apply(new Words(JsonLdContext.of(prefixes)), value));
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
        for (Facet facet : facets) {
            for (String value : event.getOrDefault(facet, Set.of())) values.add(known.listed(value));
        }
        return values;
    }
}

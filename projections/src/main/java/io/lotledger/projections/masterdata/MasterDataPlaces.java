package io.lotledger.projections.masterdata;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.NestedAttributes;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.event.ValueForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The places of the newest master data, for {@code WD_}, {@code HASATTR_} and {@code EQATTR_} parameters. */
public final class MasterDataPlaces implements PlaceIndex {
    private static final String CHILDREN = "children";
    private static final String CBV = "urn:epcglobal:cbv:mda";
    private static final Map<Vocabulary, Set<String>> TYPES = Map.of(
            Vocabulary.READ_POINT, Set.of("readpoint", "readpointid", "location"),
            Vocabulary.BUSINESS_LOCATION, Set.of("businesslocation", "businesslocationid", "bizlocation", "location"));

    private final JdbcClient jdbc;
    private final LogReader log;

    public MasterDataPlaces(JdbcClient jdbc, LogReader log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    @Override
    public Set<String> withDescendants(UUID organisation, Vocabulary vocabulary, Set<String> places) {
        Set<String> reached = new HashSet<>(places);
        Set<String> next = places;
        while (!next.isEmpty()) {
            next = children(organisation, vocabulary, next).stream()
                    .filter(reached::add)
                    .collect(Collectors.toSet());
        }
        return reached;
    }

    private Set<String> children(UUID organisation, Vocabulary vocabulary, Set<String> places) {
        List<Element> elements = jdbc.sql("""
                        select vocabulary, id, since, attributes
                          from master_data
                         where organisation = :organisation and until is null and uri = any(:uris)
                         order by since desc, vocabulary, id
                        """)
                .param("organisation", organisation)
                .param("uris", places.stream().map(CanonicalUri::of).toArray(String[]::new))
                .query((row, n) -> element(row))
                .list();
        return byPlace(vocabulary, elements).values().stream()
                .flatMap(newestFirst -> newestFirst.stream()
                        .map(element -> element.attributes().values().getOrDefault(CHILDREN, List.of()))
                        .filter(MasterDataPlaces::says)
                        .limit(1))
                .flatMap(List::stream)
                .map(ValueForm::identifier)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> withAttribute(UUID organisation, Vocabulary vocabulary, Attribute attribute) {
        String[] localNames =
                attribute.names().stream().map(Extensions::localName).distinct().toArray(String[]::new);
        List<Element> elements = jdbc.sql("""
                        select vocabulary, id, since, attributes
                          from master_data
                         where organisation = :organisation and until is null and jsonb_exists_any(attributes, :names)
                         order by since desc, vocabulary, id
                        """)
                .param("organisation", organisation)
                .param("names", localNames)
                .query((row, n) -> element(row))
                .list();
        return byPlace(vocabulary, elements).entrySet().stream()
                .filter(place -> has(place.getValue(), attribute))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Element element(ResultSet row) throws SQLException {
        return new Element(
                row.getString("vocabulary"),
                row.getString("id"),
                row.getLong("since"),
                AttributesJson.read(row.getString("attributes")));
    }

    /** The elements of each place in their order. Elements whose ids are spelled differently may describe one place. */
    private static Map<String, List<Element>> byPlace(Vocabulary vocabulary, List<Element> elements) {
        return elements.stream()
                .filter(element -> isOf(vocabulary, element))
                .collect(Collectors.groupingBy(element -> ValueForm.identifier(element.id())));
    }

    /** Whether an element has the attribute, and the newest that gives it a value gives it one of the values. */
    private boolean has(List<Element> newestFirst, Attribute attribute) {
        Stream<List<String>> stated = newestFirst.stream().flatMap(element -> stated(element, attribute));
        if (attribute.values().isEmpty()) return stated.findAny().isPresent();
        return stated.filter(MasterDataPlaces::says)
                .findFirst()
                .map(values -> values.stream().anyMatch(attribute.values()::contains))
                .orElse(false);
    }

    private static boolean says(List<String> values) {
        return values.stream().anyMatch(value -> !value.isBlank());
    }

    private static boolean isOf(Vocabulary vocabulary, Element element) {
        Set<String> types = TYPES.get(vocabulary);
        return types == null
                || types.contains(Extensions.localName(element.vocabulary()).toLowerCase(Locale.ROOT));
    }

    /** The attribute's values, unless the element lacks it. The table holds local names; the log has the names as captured. */
    private Stream<List<String>> stated(Element element, Attribute attribute) {
        Set<String> names =
                attribute.names().stream().map(MasterDataPlaces::ofCbv).collect(Collectors.toSet());
        List<List<String>> values = log.read(element.since() - 1, element.since()).entries().stream()
                .flatMap(MasterDataPlaces::captured)
                .flatMap(captured -> captured.attributes().entrySet().stream())
                .filter(one -> !one.getKey().equals(CHILDREN) && isCalled(one.getKey(), names))
                .map(Map.Entry::getValue)
                .toList();
        return values.isEmpty()
                ? Stream.empty()
                : Stream.of(values.stream().flatMap(List::stream).toList());
    }

    private static Stream<MasterDataCaptured> captured(LogReader.Placed entry) {
        if (entry.payload() instanceof UnreadableEntry damaged)
            throw new DamagedEntryException(entry.position(), damaged.failure());
        return entry.payload() instanceof MasterDataCaptured element ? Stream.of(element) : Stream.empty();
    }

    /** Whether the attribute has one of the names; a nested one has that of its innermost. */
    private static boolean isCalled(String path, Set<String> names) {
        String name = NestedAttributes.innermost(path);
        return names.contains(ofCbv(name)) || names.contains(ofCbv(JsonLdContext.NONE.expand(name)));
    }

    /** EPCIS's examples write CBV's attributes with a {@code #}, its JSON-LD context with a colon. */
    private static String ofCbv(String name) {
        return name.startsWith(CBV + '#') ? CBV + ':' + name.substring(CBV.length() + 1) : name;
    }
}

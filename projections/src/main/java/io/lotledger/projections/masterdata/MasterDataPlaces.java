package io.lotledger.projections.masterdata;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.event.ValueForm;
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
        return jdbc
                .sql("""
                        select vocabulary, id, since, attributes
                          from master_data
                         where organisation = :organisation and until is null and uri = any(:uris)
                        """)
                .param("organisation", organisation)
                .param("uris", places.stream().map(CanonicalUri::of).toArray(String[]::new))
                .query((row, n) -> new Element(
                        row.getString("vocabulary"),
                        row.getString("id"),
                        row.getLong("since"),
                        AttributesJson.read(row.getString("attributes"))))
                .list()
                .stream()
                .filter(element -> isOf(vocabulary, element))
                .flatMap(element -> element.attributes().values().getOrDefault(CHILDREN, List.of()).stream())
                .map(ValueForm::identifier)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> withAttribute(UUID organisation, Vocabulary vocabulary, Attribute attribute) {
        String[] localNames =
                attribute.names().stream().map(Extensions::localName).distinct().toArray(String[]::new);
        return jdbc
                .sql("""
                        select vocabulary, id, since, attributes
                          from master_data
                         where organisation = :organisation and until is null and jsonb_exists_any(attributes, :names)
                        """)
                .param("organisation", organisation)
                .param("names", localNames)
                .query((row, n) -> new Element(
                        row.getString("vocabulary"),
                        row.getString("id"),
                        row.getLong("since"),
                        AttributesJson.read(row.getString("attributes"))))
                .list()
                .stream()
                .filter(element -> isOf(vocabulary, element) && isCaptured(element, attribute))
                .map(element -> ValueForm.identifier(element.id()))
                .collect(Collectors.toSet());
    }

    private static boolean isOf(Vocabulary vocabulary, Element element) {
        Set<String> types = TYPES.get(vocabulary);
        return types == null
                || types.contains(Extensions.localName(element.vocabulary()).toLowerCase(Locale.ROOT));
    }

    /** The table holds local names; the log has the names as captured. */
    private boolean isCaptured(Element element, Attribute attribute) {
        Set<String> names =
                attribute.names().stream().map(MasterDataPlaces::ofCbv).collect(Collectors.toSet());
        return log.read(element.since() - 1, element.since()).entries().stream()
                .flatMap(MasterDataPlaces::captured)
                .flatMap(captured -> captured.attributes().entrySet().stream())
                .filter(one -> !one.getKey().equals(CHILDREN)
                        && (names.contains(ofCbv(one.getKey()))
                                || names.contains(ofCbv(JsonLdContext.NONE.expand(one.getKey())))))
                .anyMatch(one ->
                        attribute.values().isEmpty() || one.getValue().stream().anyMatch(attribute.values()::contains));
    }

    private static Stream<MasterDataCaptured> captured(LogReader.Placed entry) {
        if (entry.payload() instanceof UnreadableEntry damaged)
            throw new DamagedEntryException(entry.position(), damaged.failure());
        return entry.payload() instanceof MasterDataCaptured element ? Stream.of(element) : Stream.empty();
    }

    /** EPCIS's examples write CBV's attributes with a {@code #}, its JSON-LD context with a colon. */
    private static String ofCbv(String name) {
        return name.startsWith(CBV + '#') ? CBV + ':' + name.substring(CBV.length() + 1) : name;
    }
}

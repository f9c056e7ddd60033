package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.Subject;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.NestedAttributes;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.event.ValueForm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The places of the newest master data, for {@code WD_}, {@code HASATTR_} and {@code EQATTR_} parameters. */
public final class MasterDataPlaces implements PlaceIndex {
    private static final String CHILDREN = "children";
    private static final String GLN = "https://id.gs1.org/414/";
    private static final String PARTY_GLN = "https://id.gs1.org/417/";
    private static final String CBV = "urn:epcglobal:cbv:mda";
    private static final Map<Vocabulary, Set<String>> TYPES = Map.of(
            Vocabulary.READ_POINT, Set.of("readpoint", "readpointid", "location"),
            Vocabulary.BUSINESS_LOCATION, Set.of("businesslocation", "businesslocationid", "bizlocation", "location"));

    private final JdbcClient jdbc;

    public MasterDataPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        Map<String, List<String>> newest = new HashMap<>();
        jdbc.sql("""
                        select * from (
                            select distinct on (uri, vocabulary)
                                   vocabulary, id, coalesce(sent, attributes) ->> 'children' as children, said, since
                              from master_data
                             where organisation = :organisation and uri = any(:uris)
                               and jsonb_exists(coalesce(sent, attributes), 'children')
                             order by uri, vocabulary, said desc nulls last, since desc) as newest
                         order by said desc nulls last, since desc, vocabulary, id
                        """)
                .param("organisation", organisation)
                .param("uris", places.stream().map(CanonicalUri::of).toArray(String[]::new))
                .query(row -> {
                    if (isOf(vocabulary, row.getString("vocabulary")))
                        newest.putIfAbsent(
                                ValueForm.identifier(row.getString("id")),
                                AttributesJson.list(row.getString("children")));
                });
        return newest.values().stream()
                .flatMap(List::stream)
                .map(ValueForm::identifier)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> withAttribute(UUID organisation, Vocabulary vocabulary, Attribute attribute) {
        String[] localNames =
                attribute.names().stream().map(Extensions::localName).distinct().toArray(String[]::new);
        Map<String, Place> places = new HashMap<>();
        // a version older than the last value or removal of the attribute, or than the last PUT, says nothing now
        jdbc.sql("""
                        select v.vocabulary, v.id, coalesce(v.sent, v.attributes) as sent
                          from master_data now
                         cross join lateral (
                               select greatest(max(cast(now.dates ->> name as bigint)), now.replaced, 0) as said
                                 from unnest(:names) as name) last
                          join master_data v
                            on v.organisation = now.organisation and v.subject = now.subject
                           and coalesce(v.said, last.said) >= last.said
                         where now.organisation = :organisation and now.until is null
                           and (jsonb_exists_any(now.attributes, :names) or jsonb_exists_any(now.dates, :names))
                         order by v.said desc nulls last, v.since desc, v.vocabulary, v.id
                        """)
                .param("organisation", organisation)
                .param("names", localNames)
                .query(row -> {
                    String type = row.getString("vocabulary");
                    if (isOf(vocabulary, type) || isParty(type))
                        note(row.getString("id"), AttributesJson.values(row.getString("sent")), attribute, places);
                });
        return places.values().stream()
                .filter(place -> place.isSaid)
                .flatMap(place -> place.spellings.stream())
                .collect(Collectors.toSet());
    }

    /** A place under all spellings of its id that a query may ask for, and whether its newest value is one of those asked for. */
    private static final class Place {
        private final Set<String> spellings = new HashSet<>();
        private boolean isDecided;
        private boolean isSaid;
    }

    /** Notes whether a place has the attribute, and the newest version that gives it a value gives it one of the values. */
    private static void note(
            String id, Map<String, List<String>> sent, Attribute attribute, Map<String, Place> places) {
        Set<String> names =
                attribute.names().stream().map(MasterDataPlaces::ofCbv).collect(Collectors.toSet());
        List<List<String>> stated = sent.entrySet().stream()
                .filter(one -> !one.getKey().equals(CHILDREN) && isCalled(one.getKey(), names))
                .map(Map.Entry::getValue)
                .toList();
        if (stated.isEmpty()) return;
        String subject = Subject.place(id).uri();
        Place place = places.computeIfAbsent(subject, first -> new Place());
        place.spellings.add(ValueForm.identifier(id));
        if (subject.startsWith(GLN) && subject.indexOf('/', GLN.length()) < 0) {
            String gln = subject.substring(GLN.length());
            for (String spelling : List.of(subject, PARTY_GLN + gln, gln))
                place.spellings.add(ValueForm.identifier(spelling));
        }
        List<String> values = stated.stream().flatMap(List::stream).toList();
        if (attribute.values().isEmpty()) place.isSaid = true;
        else if (says(values) && !place.isDecided) {
            place.isDecided = true;
            place.isSaid = values.stream().anyMatch(attribute.values()::contains);
        }
    }

    private static boolean says(List<String> values) {
        return values.stream().anyMatch(value -> !value.isBlank());
    }

    private static boolean isOf(Vocabulary vocabulary, String type) {
        Set<String> types = TYPES.get(vocabulary);
        return types == null || types.contains(Extensions.localName(type).toLowerCase(Locale.ROOT));
    }

    /** A party and a location of one GLN have one description. */
    private static boolean isParty(String type) {
        return Extensions.localName(type).equalsIgnoreCase("party");
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

package io.lotledger.projections.masterdata;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.event.ValueForm;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The places of the master data as known at a log position, for {@code WD_}, {@code HASATTR_} and {@code EQATTR_} parameters. */
public final class MasterDataPlaces implements PlaceIndex {
    private static final Map<Vocabulary, Set<String>> TYPES = Map.of(
            Vocabulary.READ_POINT, Set.of("readpoint", "readpointid", "location"),
            Vocabulary.BUSINESS_LOCATION, Set.of("businesslocation", "businesslocationid", "bizlocation", "location"),
            Vocabulary.BUSINESS_STEP, Set.of("businessstep", "businessstepid", "bizstep"),
            Vocabulary.DISPOSITION, Set.of("disposition", "dispositionid"));

    private final JdbcClient jdbc;
    private final PlaceAttributes attributes;

    public MasterDataPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.attributes = new PlaceAttributes(jdbc);
    }

    @Override
    public Set<String> withDescendants(UUID organisation, long position, Vocabulary vocabulary, Set<String> places) {
        Set<String> reached = new HashSet<>(places);
        Set<String> next = places;
        while (!next.isEmpty()) {
            next = children(organisation, position, vocabulary, next).stream()
                    .filter(reached::add)
                    .collect(Collectors.toSet());
        }
        return reached;
    }

    private Set<String> children(UUID organisation, long position, Vocabulary vocabulary, Set<String> places) {
        Map<String, List<String>> newest = new HashMap<>();
        jdbc.sql("""
                        select * from (
                            select distinct on (uri, vocabulary)
                                   vocabulary, id, coalesce(sent, attributes) ->> 'children' as children, said, since
                              from master_data
                             where organisation = :organisation and uri = any(:uris) and since <= :position
                               and jsonb_exists(coalesce(sent, attributes), 'children')
                             order by uri, vocabulary, said desc nulls last, since desc) as newest
                         order by said desc nulls last, since desc, vocabulary, id
                        """)
                .param("organisation", organisation)
                .param("position", position)
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
    public Set<String> withAttribute(UUID organisation, long position, Vocabulary vocabulary, Attribute attribute) {
        return attributes.places(organisation, position, vocabularies(vocabulary), attribute);
    }

    /** Without versions that say again, word for word, what the one before them said: a partner's every document may. */
    @Override
    public NavigableMap<Instant, Long> changes(UUID organisation, Instant after, Instant upTo) {
        NavigableMap<Instant, Long> changes = new TreeMap<>();
        jdbc.sql("""
                        select m.record_time, max(m.since) as since
                          from master_data m
                          left join lateral (
                               select b.vocabulary, b.id, b.sent
                                 from master_data b
                                where b.organisation = m.organisation and b.subject = m.subject and b.since < m.since
                                order by b.since desc
                                limit 1) before on true
                         where m.organisation = :organisation and m.record_time > :after and m.record_time <= :upTo
                           and (not m.repeats or m.whole
                                or (m.vocabulary, m.id, m.sent) is distinct from (before.vocabulary, before.id, before.sent))
                         group by m.record_time
                         order by m.record_time
                        """)
                .param("organisation", organisation)
                .param("after", after.atOffset(ZoneOffset.UTC))
                .param("upTo", upTo.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    changes.put(
                            row.getObject("record_time", OffsetDateTime.class).toInstant(), row.getLong("since"));
                });
        return changes;
    }

    /** What the types of each vocabulary accept. The value of an extension field may be of any of them. */
    private static List<Predicate<String>> vocabularies(Vocabulary vocabulary) {
        if (vocabulary != Vocabulary.ANY) return List.of(type -> isOf(vocabulary, type) || isParty(type));
        List<Predicate<String>> all = new ArrayList<>();
        TYPES.keySet().forEach(one -> all.addAll(vocabularies(one)));
        all.add(type -> TYPES.keySet().stream().noneMatch(one -> isOf(one, type)));
        return all;
    }

    private static boolean isOf(Vocabulary vocabulary, String type) {
        Set<String> types = TYPES.get(vocabulary);
        return types == null || types.contains(Extensions.localName(type).toLowerCase(Locale.ROOT));
    }

    /** A party and a location of one GLN have one description. */
    private static boolean isParty(String type) {
        return Extensions.localName(type).equalsIgnoreCase("party");
    }
}

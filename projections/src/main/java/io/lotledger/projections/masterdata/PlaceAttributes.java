package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.Statement;
import io.lotledger.ingest.capture.masterdata.Subject;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.NestedAttributes;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.projections.query.condition.PlaceIndex.Attribute;
import io.lotledger.projections.query.event.ValueForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the places that had an attribute at a log position, by the versions of the types that a query asks for. */
final class PlaceAttributes {
    private static final String CBV = "urn:epcglobal:cbv:mda";

    private final JdbcClient jdbc;

    PlaceAttributes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Version(String type, String id, long since, Map<String, List<String>> sent, Statement statement) {
        static Version of(ResultSet row) throws SQLException {
            Map<String, List<String>> sent = AttributesJson.values(row.getString("sent"));
            String id = row.getString("id");
            String type = row.getString("vocabulary");
            return new Version(
                    type,
                    id,
                    row.getLong("since"),
                    sent,
                    Statement.of(type, id, sent, row.getLong("said"), row.getBoolean("whole")));
        }

        long date() {
            return statement.date();
        }
    }

    /**
     * The places under all spellings that an event may have.
     *
     * @param vocabularies each accepts the types of the versions that count; what one says hides nothing that another says
     */
    Set<String> places(UUID organisation, long position, List<Predicate<String>> vocabularies, Attribute attribute) {
        Set<String> names =
                attribute.names().stream().map(Extensions::localName).collect(Collectors.toSet());
        Map<Subject, List<Version>> versions = new HashMap<>();
        // what is older than the last value or removal of the attribute, or than the last PUT, says nothing then; where
        // types of their own describe the place, each vocabulary tells that by its own versions
        jdbc.sql("""
                        select v.vocabulary, v.id, v.since, v.whole, coalesce(v.sent, v.attributes) as sent,
                               coalesce(v.said, last.said) as said
                          from (select organisation, subject, attributes, dates, replaced, other_types
                                  from master_data
                                 where organisation = :organisation and until is null and since <= :position
                                union all
                                select earlier.organisation, earlier.subject, earlier.attributes, earlier.dates,
                                       earlier.replaced, earlier.other_types
                                  from master_data newest
                                 cross join lateral (
                                       select e.organisation, e.subject, e.attributes, e.dates, e.replaced, e.other_types
                                         from master_data e
                                        where e.organisation = newest.organisation and e.subject = newest.subject
                                          and e.since <= :position
                                        order by e.since desc
                                        limit 1) earlier
                                 where newest.organisation = :organisation and newest.until is null
                                   and newest.since > :position) now
                         cross join lateral (
                               select greatest(max(cast(now.dates ->> name as bigint)), now.replaced, 0) as said
                                 from unnest(:names) as name) last
                          join master_data v
                            on v.organisation = now.organisation and v.subject = now.subject and v.since <= :position
                           and (now.other_types or coalesce(v.said, last.said) >= last.said)
                         where jsonb_exists_any(now.attributes, :names) or jsonb_exists_any(now.dates, :names)
                         order by v.since, v.vocabulary, v.id
                        """)
                .param("organisation", organisation)
                .param("position", position)
                .param("names", names.toArray(String[]::new))
                .query(row -> {
                    Version version = Version.of(row);
                    versions.computeIfAbsent(Subject.of(version.type(), version.id()), of -> new ArrayList<>())
                            .add(version);
                });
        Set<String> found = new HashSet<>();
        for (Predicate<String> vocabulary : vocabularies) {
            versions.forEach((subject, all) -> {
                List<Version> ofIt = all.stream()
                        .filter(version -> vocabulary.test(version.type()))
                        .toList();
                found.addAll(spellings(subject, newestFirst(ofIt, names), attribute));
            });
        }
        return found;
    }

    /** The versions that may state the attributes of these local names after all of them. */
    private static List<Version> newestFirst(List<Version> inOrder, Set<String> names) {
        Description all = Description.NONE;
        for (Version version : inOrder) all = all.and(version.statement());
        long last = all.replaced();
        for (String name : names) last = Math.max(last, all.dates().getOrDefault(name, Description.NEVER));
        long first = last;
        return inOrder.stream()
                .filter(version -> version.date() >= first)
                .sorted(Comparator.comparing(Version::date)
                        .thenComparing(Version::since)
                        .reversed())
                .toList();
    }

    /**
     * All spellings of a place that a query may ask for; none unless it has the attribute, and the newest version that gives it a value
     * gives it one of the values asked for.
     */
    private static Set<String> spellings(Subject subject, List<Version> newestFirst, Attribute attribute) {
        Set<String> names =
                attribute.names().stream().map(PlaceAttributes::ofCbv).collect(Collectors.toSet());
        List<Version> stating = newestFirst.stream()
                .filter(version -> version.sent().keySet().stream().anyMatch(name -> isCalled(name, names)))
                .toList();
        boolean isSaid = attribute.values().isEmpty()
                ? !stating.isEmpty()
                : stating.stream()
                        .map(version -> values(version, names))
                        .filter(values -> !values.isEmpty())
                        .findFirst()
                        .stream()
                        .flatMap(List::stream)
                        .anyMatch(attribute.values()::contains);
        if (!isSaid) return Set.of();
        Set<String> spellings = new HashSet<>(subject.spellings());
        stating.forEach(version -> spellings.add(version.id()));
        Set<String> forms = spellings.stream().map(ValueForm::identifier).collect(Collectors.toSet());
        stating.forEach(version -> forms.add(version.id())); // extension fields have it as sent
        return forms;
    }

    private static List<String> values(Version version, Set<String> names) {
        List<String> values = version.sent().entrySet().stream()
                .filter(one -> isCalled(one.getKey(), names))
                .flatMap(one -> one.getValue().stream())
                .toList();
        return values.stream().allMatch(String::isBlank) ? List.of() : values;
    }

    /** Whether the attribute has one of the names; a nested one has that of its innermost. */
    private static boolean isCalled(String path, Set<String> names) {
        if (path.equals(SentMasterData.CHILDREN)) return false;
        String name = NestedAttributes.innermost(path);
        return names.contains(ofCbv(name)) || names.contains(ofCbv(JsonLdContext.NONE.expand(name)));
    }

    /** EPCIS's examples write CBV's attributes with a {@code #}, its JSON-LD context with a colon. */
    private static String ofCbv(String name) {
        return name.startsWith(CBV + '#') ? CBV + ':' + name.substring(CBV.length() + 1) : name;
    }
}

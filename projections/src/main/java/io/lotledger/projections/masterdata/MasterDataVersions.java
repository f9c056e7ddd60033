package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.Subject;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Master data as known at a log position. */
public final class MasterDataVersions {
    private final JdbcClient jdbc;

    public MasterDataVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Master data of everything the events mention, and of the products of the lots, in one query. */
    public MasterData knownAt(
            UUID organisation, long logPosition, Collection<EpcisEvent> events, Collection<LotKey> lots) {
        Mentions mentions = new Mentions();
        events.forEach(mentions::add);
        lots.forEach(lot -> mentions.product(lot.uri()));
        return knownAt(organisation, logPosition, mentions);
    }

    /**
     * The same as if further descriptions followed the log.
     *
     * @param proposed in their order
     */
    public MasterData knownAt(
            UUID organisation,
            long logPosition,
            Collection<EpcisEvent> events,
            Collection<LotKey> lots,
            List<MasterDataCaptured> proposed) {
        Mentions mentions = new Mentions();
        events.forEach(mentions::add);
        lots.forEach(lot -> mentions.product(lot.uri()));
        List<Element> elements = new ArrayList<>(elementsAt(organisation, logPosition, mentions));
        for (MasterDataCaptured version : proposed) {
            Element described = with(version, elements, logPosition);
            elements.removeIf(element -> element.subject().equals(described.subject()));
            elements.add(described);
        }
        return new KnownMasterData(elements);
    }

    /**
     * The {@link MentionKeys} of the elements that say something new after one log position and up to another.
     */
    public Set<Long> newlyDescribed(UUID organisation, long after, long until) {
        return jdbc
                .sql("""
                        select m.uri, m.gln, m.gtin
                          from master_data m
                         where m.organisation = :organisation and m.since > :after and m.since <= :until and m.news
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("until", until)
                .query((row, n) -> MentionKeys.ofElement(
                        organisation, row.getString("uri"), row.getString("gln"), row.getString("gtin")))
                .list()
                .stream()
                .flatMap(keys -> keys)
                .collect(Collectors.toSet());
    }

    /**
     * The {@link MentionKeys} of descriptions that would say something new if they followed the log.
     *
     * @param proposed in their order
     */
    public Set<Long> newlyDescribed(UUID organisation, long logPosition, List<MasterDataCaptured> proposed) {
        Mentions mentions = new Mentions();
        proposed.forEach(version -> mentions.ids.add(version.id()));
        if (mentions.ids.isEmpty()) return Set.of();
        List<Element> current = elementsAt(organisation, logPosition, mentions);
        Set<Long> keys = new LinkedHashSet<>();
        for (MasterDataCaptured version : proposed) {
            Description before = known(current, Subject.of(version.vocabulary(), version.id()));
            if (before.and(version).attributes().equals(before.attributes())) continue;
            Element element = with(version, current, logPosition);
            MentionKeys.ofElement(organisation, element.uri(), element.gln(), element.gtin())
                    .forEach(keys::add);
        }
        return keys;
    }

    /** The element of a version that would follow those known. */
    private static Element with(MasterDataCaptured version, List<Element> known, long logPosition) {
        Description before = known(known, Subject.of(version.vocabulary(), version.id()));
        return new Element(version.vocabulary(), version.id(), logPosition + 1, before.and(version));
    }

    private static Description known(List<Element> elements, Subject subject) {
        return elements.stream()
                .filter(element -> element.subject().equals(subject))
                .findFirst()
                .map(Element::description)
                .orElse(Description.NONE);
    }

    /** Attributes of the place with the GLN, from elements under any form of its URI. */
    public Attributes location(UUID organisation, long logPosition, Gln gln) {
        Mentions mentions = new Mentions();
        mentions.place(uri(gln));
        return knownAt(organisation, logPosition, mentions).location(uri(gln));
    }

    /** Attributes of the product, independent of a lot. */
    public Attributes product(UUID organisation, long logPosition, Gtin gtin) {
        Mentions mentions = new Mentions();
        mentions.product(uri(gtin));
        return knownAt(organisation, logPosition, mentions).product(new LotKey(uri(gtin), gtin, null));
    }

    /** Attributes as captured, by local name. */
    public static Attributes byLocalName(Map<String, List<String>> asSent) {
        return Element.byLocalName(asSent);
    }

    /** Master data of places and products by key, in one query. */
    public MasterData ofKeys(
            UUID organisation, long logPosition, Collection<String> places, Collection<Gtin> products) {
        Mentions mentions = new Mentions();
        places.forEach(mentions::place);
        products.forEach(gtin -> mentions.product(uri(gtin)));
        return knownAt(organisation, logPosition, mentions);
    }

    /** The URI of a place for which only a GLN is given. */
    public static String uri(Gln gln) {
        return Subject.place(gln.value()).uri();
    }

    public static String uri(Gtin gtin) {
        return Subject.product(gtin.value()).uri();
    }

    /**
     * Captured versions of the place and its parts, newest first, without those that say again what was known.
     *
     * @param before only versions before this log position
     */
    public List<MasterDataVersion> history(UUID organisation, Gln gln, long before, int limit) {
        return history("""
                select vocabulary, id, since, record_time, coalesce(sent, attributes) as sent, attributes,
                       (select min(n.since) from master_data n
                         where n.organisation = m.organisation and n.subject = m.subject and n.since > m.since
                           and not n.repeats) as until
                  from master_data m
                 where organisation = :organisation and gln = :key and since < :before and not repeats
                 order by since desc, vocabulary, id
                 limit :limit
                """, organisation, gln.value(), before, limit);
    }

    /** The same of the product, without those of single lots. */
    public List<MasterDataVersion> history(UUID organisation, Gtin gtin, long before, int limit) {
        return history("""
                select vocabulary, id, since, record_time, coalesce(sent, attributes) as sent, attributes,
                       (select min(n.since) from master_data n
                         where n.organisation = m.organisation and n.subject = m.subject and n.since > m.since
                           and not n.repeats) as until
                  from master_data m
                 where organisation = :organisation and gtin = :key and since < :before and not repeats
                 order by since desc, vocabulary, id
                 limit :limit
                """, organisation, gtin.value(), before, limit);
    }

    private List<MasterDataVersion> history(String sql, UUID organisation, String key, long before, int limit) {
        return jdbc.sql(sql)
                .param("organisation", organisation)
                .param("key", key)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> version(row))
                .list();
    }

    private static MasterDataVersion version(ResultSet row) throws SQLException {
        return new MasterDataVersion(
                row.getString("vocabulary"),
                row.getString("id"),
                row.getLong("since"),
                row.getObject("until", Long.class),
                row.getObject("record_time", OffsetDateTime.class).toInstant(),
                said(row));
    }

    private static Attributes said(ResultSet row) throws SQLException {
        Map<String, List<String>> sent = AttributesJson.values(row.getString("sent"));
        return sent.containsKey(MasterDataCaptured.REMOVED)
                ? new Attributes(AttributesJson.values(row.getString("attributes")))
                : byLocalName(sent);
    }

    private MasterData knownAt(UUID organisation, long logPosition, Mentions mentions) {
        return new KnownMasterData(elementsAt(organisation, logPosition, mentions));
    }

    private List<Element> elementsAt(UUID organisation, long logPosition, Mentions mentions) {
        return jdbc.sql("""
                        select vocabulary, id, since, attributes, dates, replaced
                          from master_data
                         where organisation = :organisation
                           and since <= :position and (until is null or until > :position)
                           and (id = any(:ids) or uri = any(:uris) or gln = any(:glns) or gtin = any(:gtins))
                        """)
                .param("organisation", organisation)
                .param("position", logPosition)
                .param("ids", mentions.ids.toArray(String[]::new))
                .param("uris", mentions.uris.toArray(String[]::new))
                .param("glns", mentions.glns.toArray(String[]::new))
                .param("gtins", mentions.gtins.toArray(String[]::new))
                .query((row, n) -> Element.of(row))
                .list();
    }
}

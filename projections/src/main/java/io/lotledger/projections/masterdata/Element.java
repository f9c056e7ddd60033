package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.AttributeNames;
import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.Statement;
import io.lotledger.ingest.capture.masterdata.Subject;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One version of a vocabulary element.
 *
 * @param id as sent
 * @param since the log position of the version
 * @param description what it and the versions before it say of its subject
 */
record Element(String vocabulary, String id, long since, Description description) {

    Subject subject() {
        return Subject.of(vocabulary, id);
    }

    /** The canonical URI. */
    String uri() {
        return canonical(id);
    }

    @Nullable
    String gln() {
        return Gln.of(id).map(Gln::value).orElse(null);
    }

    /** The GTIN of a product's element; absent for an element of one lot, which does not describe other lots. */
    @Nullable
    String gtin() {
        boolean ofOneLot =
                DigitalLink.parse(id).map(link -> link.get("10") != null).orElse(false);
        return ofOneLot ? null : Gtin.of(id).map(Gtin::value).orElse(null);
    }

    /** @param row with {@code vocabulary}, {@code id}, {@code since} and those of {@link AttributesJson#description} */
    static Element of(ResultSet row) throws SQLException {
        return new Element(
                row.getString("vocabulary"),
                row.getString("id"),
                row.getLong("since"),
                AttributesJson.description(row));
    }

    /**
     * What several say together: parts of a place, or one subject in tables that an earlier version filled.
     *
     * @param oldestFirst by log position
     */
    static Description together(List<Element> oldestFirst) {
        if (oldestFirst.size() == 1) return oldestFirst.get(0).description();
        List<Statement> statements = oldestFirst.stream()
                .flatMap(Element::statements)
                .sorted(Comparator.comparing(Statement::date))
                .toList();
        Description all = Description.NONE;
        for (Statement one : statements) all = all.and(one);
        return all;
    }

    /** A statement for each date. */
    private Stream<Statement> statements() {
        Map<Long, Map<String, List<String>>> byDate = new TreeMap<>();
        description
                .attributes()
                .forEach((name, values) -> byDate.computeIfAbsent(
                                description.dates().getOrDefault(name, 0L), date -> new TreeMap<>())
                        .put(name, values));
        return byDate.entrySet().stream()
                .map(said -> new Statement(subject().of(), said.getValue(), said.getKey(), false, null));
    }

    static String canonical(String id) {
        return CanonicalUri.of(id);
    }

    static Attributes byLocalName(Map<String, List<String>> asSent) {
        return new Attributes(AttributeNames.byLocalName(asSent));
    }
}

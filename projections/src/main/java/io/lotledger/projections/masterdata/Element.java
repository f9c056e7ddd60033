package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.AttributeNames;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a vocabulary element.
 *
 * @param id as sent
 * @param since the log position of the version
 * @param attributes what it and the versions before it say
 * @param dates when each attribute was said, as {@link io.lotledger.ingest.capture.masterdata.Description} has them
 */
record Element(String vocabulary, String id, long since, Attributes attributes, Map<String, Long> dates) {

    /** When the value of the attribute was said, in milliseconds since 1970; 0 if the table does not tell. */
    long date(String attribute) {
        return dates.getOrDefault(attribute, 0L);
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

    boolean isAnotherVersionOf(Element other) {
        return vocabulary.equals(other.vocabulary) && id.equals(other.id);
    }

    /** Whether it says what another version of the same element says. */
    boolean repeats(Element other) {
        return isAnotherVersionOf(other) && attributes.equals(other.attributes) && dates.equals(other.dates);
    }

    /** Whether it describes a part of the place that its GLN names: a field, a dock, a room. */
    boolean hasExtension() {
        return DigitalLink.parse(id).map(link -> link.get("254") != null).orElse(false);
    }

    static String canonical(String id) {
        return CanonicalUri.of(id);
    }

    static Attributes byLocalName(Map<String, List<String>> asSent) {
        return new Attributes(AttributeNames.byLocalName(asSent));
    }
}

package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn.Of;
import java.util.Set;

/**
 * What a vocabulary element describes, whatever the spelling of its id. A GLN is one place, as a location and as a party; its parts
 * (extensions) are places of their own. A GTIN is one product; its lots have descriptions of their own.
 *
 * @param uri canonical; of a place with a GLN that of the location, of a product with a GTIN that of the GTIN
 */
public record Subject(Of of, String uri) {
    private static final String GLN = "https://id.gs1.org/414/";
    private static final String PARTY_GLN = "https://id.gs1.org/417/";
    private static final String GTIN = "https://id.gs1.org/01/";

    /** @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or the type's URI */
    public static Subject of(String vocabulary, String id) {
        boolean isProduct = vocabulary.equals("EPCClass")
                || (Gln.of(id).isEmpty() && Gtin.of(id).isPresent());
        return isProduct ? product(id) : place(id);
    }

    public static Subject place(String id) {
        boolean isPart =
                DigitalLink.parse(id).map(link -> link.get("254") != null).orElse(false);
        return new Subject(
                Of.PLACE,
                Gln.of(id.strip())
                        .filter(gln -> !isPart)
                        .map(gln -> GLN + gln.value())
                        .orElseGet(() -> CanonicalUri.of(id)));
    }

    public static Subject product(String id) {
        boolean isLot =
                DigitalLink.parse(id).map(link -> link.get("10") != null).orElse(false);
        return new Subject(
                Of.PRODUCT,
                Gtin.of(id)
                        .filter(gtin -> !isLot)
                        .map(gtin -> GTIN + gtin.value())
                        .orElseGet(() -> CanonicalUri.of(id)));
    }

    /** The URI, and of a place with a GLN also that of its party and the GLN alone. */
    public Set<String> spellings() {
        if (!uri.startsWith(GLN) || uri.indexOf('/', GLN.length()) >= 0) return Set.of(uri);
        String gln = uri.substring(GLN.length());
        return Set.of(uri, PARTY_GLN + gln, gln);
    }

    /** One text for each subject. */
    public String text() {
        return (of == Of.PRODUCT ? "product " : "place ") + uri;
    }
}

package io.lotledger.intake.x12.element;

import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.PercentEncoding;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.x12.X12Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads products and lots of an item from LIN, SLN and REF. */
public final class ProductReader {
    private static final int LIN_PAIRS = 2;
    private static final int SLN_PAIRS = 9;

    /** Product codes of a partner, by what they are: buyer's, vendor's, manufacturer's. */
    private static final List<String> OWN_CODES = List.of("VN", "VP", "VC", "MG", "IN", "CB", "BP", "SK", "PI");

    private final NoticeContext notice;

    /** @param gtin {@code null} for a product with the partner's own code only */
    public record Product(@Nullable Gtin gtin, String ownCode, X12Segment named) {}

    /** @param element number of the data element with the lot */
    public record Lot(String number, X12Segment segment, int element) {}

    /** A qualifier with its code. */
    private record Pair(String qualifier, String code, int element) {}

    ProductReader(NoticeContext notice) {
        this.notice = notice;
    }

    /** The product of an item. Empty, with a fault, if none is named. */
    public Optional<Product> product(X12Segment lin) {
        List<Pair> pairs = pairs(lin);
        Optional<Product> product = product(lin, pairs);
        if (product.isPresent() || isFaulty(pairs)) return product;
        notice.faults()
                .missing(
                        lin,
                        3,
                        "product",
                        "the item names no GTIN; send LIN with UK and the GTIN-14 of the case, or add the partner's own"
                                + " code to \"products\" of the partner's profile");
        return Optional.empty();
    }

    /** The product of a subline, if it names one. */
    public Optional<Product> ownProduct(X12Segment sln) {
        return product(sln, pairs(sln));
    }

    private Optional<Product> product(X12Segment segment, List<Pair> pairs) {
        Map<Gtin, Pair> gtins = new LinkedHashMap<>();
        notice.settings()
                .productQualifiers()
                .forEach((qualifier, form) -> pairs.stream()
                        .filter(pair -> pair.qualifier.equals(qualifier))
                        .forEach(pair -> gtin(segment, pair, form).ifPresent(gtin -> gtins.putIfAbsent(gtin, pair))));
        for (Pair pair : pairs) {
            String mapped = notice.settings().products().get(pair.qualifier + ":" + pair.code);
            if (mapped != null) gtins.putIfAbsent(new Gtin(mapped), pair);
        }
        if (gtins.isEmpty()) return own(segment, pairs);
        Map.Entry<Gtin, Pair> used = gtins.entrySet().iterator().next();
        gtins.forEach((gtin, pair) -> {
            if (gtin.equals(used.getKey())) return;
            String message = "the item names two GTINs; " + used.getValue().qualifier + " "
                    + used.getKey().value() + " is used and " + pair.qualifier + " " + gtin.value()
                    + " is not; \"product_qualifiers\" of the partner's profile has the order";
            notice.faults().warning(segment, pair.element, "product", message);
        });
        return Optional.of(new Product(used.getKey(), "", segment));
    }

    private Optional<Gtin> gtin(X12Segment segment, Pair pair, ProductCodeForm form) {
        try {
            return Optional.of(form.read(pair.qualifier, pair.code));
        } catch (IllegalArgumentException e) {
            notice.faults()
                    .value(
                            segment,
                            pair.element,
                            "gtin",
                            segment.elementName(pair.element) + " (" + pair.qualifier + ") '" + pair.code + "' "
                                    + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isFaulty(List<Pair> pairs) {
        return pairs.stream()
                .anyMatch(pair -> notice.settings().productQualifiers().containsKey(pair.qualifier));
    }

    /** A product by the partner's own code: its lots are classes of the organisation. */
    private Optional<Product> own(X12Segment segment, List<Pair> pairs) {
        if (isFaulty(pairs)) return Optional.empty();
        for (String qualifier : OWN_CODES) {
            for (Pair pair : pairs) {
                if (!pair.qualifier.equals(qualifier)) continue;
                notice.faults()
                        .warning(
                                segment,
                                pair.element,
                                "product",
                                "the item has no GTIN; its lot is kept under the partner's own code " + qualifier + " '"
                                        + pair.code + "' and is not matched with other partners' events; send UK with"
                                        + " the GTIN-14, or add \"" + qualifier + ":" + pair.code
                                        + "\" to \"products\" of the partner's profile");
                return Optional.of(new Product(null, qualifier + ":" + pair.code, segment));
            }
        }
        return Optional.empty();
    }

    /** The lots that the segments of an item name, each once. */
    public List<Lot> lots(List<X12Segment> segments) {
        Map<String, Lot> lots = new LinkedHashMap<>();
        for (X12Segment segment : segments) {
            if (segment.is("LIN")) ofPairs(segment).forEach(lot -> lots.putIfAbsent(lot.number, lot));
            if (segment.is("REF") && notice.settings().lotReferences().contains(segment.element(1))) {
                if (segment.has(2)) lots.putIfAbsent(segment.element(2), new Lot(segment.element(2), segment, 2));
                else notice.faults().missing(segment, 2, "lot", "REF02 must have the lot number");
            }
        }
        return List.copyOf(lots.values());
    }

    public List<Lot> ofPairs(X12Segment segment) {
        List<Lot> lots = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Pair pair : pairs(segment)) {
            if (notice.settings().lotQualifiers().contains(pair.qualifier) && seen.add(pair.code)) {
                lots.add(new Lot(pair.code, segment, pair.element));
            }
        }
        return lots;
    }

    /**
     * The URI of a lot of the product.
     *
     * @param lot {@code null} for a product with a GTIN of which the lot is not known: the class of all its lots
     */
    public String epcClass(Product product, @Nullable Lot lot) {
        Gtin gtin = product.gtin();
        if (gtin == null) {
            Objects.requireNonNull(lot, "a product without a GTIN is known by its lot");
            return TextLot.uri(
                    notice.organisation(), PercentEncoding.encode(notice.sender() + ":" + product.ownCode), lot.number);
        }
        return lot == null
                ? "https://id.gs1.org/01/" + gtin.value()
                : LotKey.of(gtin, lot.number).uri();
    }

    private List<Pair> pairs(X12Segment segment) {
        List<Pair> pairs = new ArrayList<>();
        int first = segment.is("SLN") ? SLN_PAIRS : LIN_PAIRS;
        for (int at = first; at <= segment.elements().size(); at += 2) {
            if (segment.has(at) && segment.has(at + 1)) {
                pairs.add(new Pair(segment.element(at), segment.element(at + 1), at + 1));
            } else if (segment.has(at) != segment.has(at + 1)) {
                int missing = segment.has(at) ? at + 1 : at;
                notice.faults()
                        .missing(
                                segment,
                                missing,
                                "product",
                                segment.elementName(at) + " and " + segment.elementName(at + 1)
                                        + " belong together: a qualifier and its code");
            }
        }
        return pairs;
    }
}

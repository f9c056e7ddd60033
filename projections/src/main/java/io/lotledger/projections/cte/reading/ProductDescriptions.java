package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Product descriptions from master data. Elements that FDA requires only "if applicable" (brand, commodity, variety)
 * are not applicable if the product's master data lacks them, and missing if the product has no master data. The GTIN
 * then replaces the name, and remains a gap; a product without a GTIN that only its lot's code identifies has no name.
 */
public final class ProductDescriptions {
    private final MasterData masterData;
    private final Map<LotKey, Attributes> known = new HashMap<>();
    private final Map<LotKey, ProductDescription> described = new HashMap<>();

    public ProductDescriptions(MasterData masterData) {
        this.masterData = masterData;
    }

    public ProductDescription describe(LotKey lot) {
        return described.computeIfAbsent(lot, this::read);
    }

    private ProductDescription read(LotKey lot) {
        Attributes product = attributes(lot);
        return new ProductDescription(
                name(lot),
                ifApplicable(product, DescribedColumn.BRAND),
                ifApplicable(product, DescribedColumn.COMMODITY),
                variety(lot),
                Kde.of(product.first(DescribedColumn.PACKAGING_SIZE)),
                Kde.of(product.first(DescribedColumn.PACKAGING_STYLE)));
    }

    public Kde name(LotKey lot) {
        return attributes(lot).first(DescribedColumn.PRODUCT_NAME).map(Kde::of).orElseGet(() -> identified(lot));
    }

    /**
     * The commodity of a food before its packing, which is always required: otherwise the product's name or its GTIN
     * identifies it.
     */
    public Kde commodity(LotKey lot) {
        return attributes(lot)
                .first(DescribedColumn.COMMODITY)
                .map(text -> isIdentifier(text) ? Kde.onlyIdentified(text) : Kde.of(text))
                .or(() -> attributes(lot).first(DescribedColumn.PRODUCT_NAME).map(Kde::onlyIdentified))
                .orElseGet(() -> identified(lot));
    }

    public Kde variety(LotKey lot) {
        return ifApplicable(attributes(lot), DescribedColumn.VARIETY);
    }

    public boolean isDescribed(LotKey lot) {
        return !attributes(lot).isEmpty();
    }

    public boolean isOffTheFoodTraceabilityList(LotKey lot) {
        Optional<String> category = attributes(lot).first(DescribedColumn.FTL_CATEGORY);
        return category.map(Extensions::localName)
                .filter("none"::equalsIgnoreCase)
                .isPresent();
    }

    private Attributes attributes(LotKey lot) {
        return known.computeIfAbsent(lot, masterData::product);
    }

    private static Kde ifApplicable(Attributes product, DescribedColumn column) {
        if (product.isEmpty() || isOnlyIdentified(product)) return Kde.MISSING;
        return product.first(column).map(Kde::of).orElseGet(() -> Kde.notApplicable(""));
    }

    /** Whether the product is one of which an export knew no commodity: the identifier in its place came back. */
    private static boolean isOnlyIdentified(Attributes product) {
        return product.values().keySet().equals(Set.of("commodity"))
                && product.first(DescribedColumn.COMMODITY)
                        .filter(ProductDescriptions::isIdentifier)
                        .isPresent();
    }

    private static boolean isIdentifier(String text) {
        return text.matches("GTIN \\d{14}")
                || Stream.of("urn:", "http://", "https://").anyMatch(scheme -> CanonicalUri.startsWith(text, scheme));
    }

    /** A lot whose identifier we made up for its code names no product. */
    private static Kde identified(LotKey lot) {
        if (lot.gtin() != null) return Kde.onlyIdentified("GTIN " + lot.gtin().value());
        return TextLot.code(lot.uri()).isPresent() ? Kde.MISSING : Kde.onlyIdentified(lot.uri());
    }
}

package io.lotledger.projections.cte.answers;

import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An element of a description that the rule asks for and nobody has given.
 *
 * @param element in the rule's words: {@code phone number}
 * @param attributes names of master data, any of which gives it
 * @param cfr where the rule asks for it
 */
public record MissingDescription(String element, List<String> attributes, String cfr) {
    private static final String LOCATION = "21 CFR 1.1310, location description";
    private static final String PRODUCT = "21 CFR 1.1310, product description";

    public MissingDescription {
        attributes = List.copyOf(attributes);
    }

    /** @param uri of the place in any form */
    public static List<MissingDescription> ofPlace(MasterData masterData, String uri) {
        LocationDescription place = new LocationDescriptions(masterData).describe(uri);
        List<MissingDescription> missing = new ArrayList<>();
        add(missing, place.businessName(), "business name", LOCATION, DescribedColumn.BUSINESS_NAME);
        add(missing, place.phone(), "phone number", LOCATION, DescribedColumn.PHONE);
        add(
                missing,
                place.street(),
                "street address or coordinates",
                LOCATION,
                DescribedColumn.STREET,
                DescribedColumn.LATITUDE,
                DescribedColumn.LONGITUDE);
        add(missing, place.city(), "city", LOCATION, DescribedColumn.CITY);
        add(missing, place.state(), "state or region", LOCATION, DescribedColumn.STATE);
        add(missing, place.zip(), "zip or postal code", LOCATION, DescribedColumn.POSTAL_CODE);
        add(missing, place.country(), "country", LOCATION, DescribedColumn.COUNTRY);
        return List.copyOf(missing);
    }

    public static List<MissingDescription> ofProduct(MasterData masterData, Gtin gtin) {
        ProductDescription product =
                new ProductDescriptions(masterData).describe(new LotKey(MasterDataVersions.uri(gtin), gtin, null));
        List<MissingDescription> missing = new ArrayList<>();
        add(missing, product.productName(), "product name", PRODUCT, DescribedColumn.PRODUCT_NAME);
        add(missing, product.brand(), "brand, if there is one", PRODUCT, DescribedColumn.BRAND);
        add(missing, product.commodity(), "commodity, if there is one", PRODUCT, DescribedColumn.COMMODITY);
        add(missing, product.variety(), "variety, if there is one", PRODUCT, DescribedColumn.VARIETY);
        add(missing, product.packagingSize(), "packaging size", PRODUCT, DescribedColumn.PACKAGING_SIZE);
        add(missing, product.packagingStyle(), "packaging style", PRODUCT, DescribedColumn.PACKAGING_STYLE);
        return List.copyOf(missing);
    }

    private static void add(
            List<MissingDescription> missing, Kde given, String element, String cfr, DescribedColumn... columns) {
        if (!given.isGap()) return;
        List<String> attributes =
                Stream.of(columns).map(DescribedColumn::preferred).toList();
        missing.add(new MissingDescription(element, attributes, cfr));
    }
}

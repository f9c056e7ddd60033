package io.lotledger.ingest.epcis.vocabulary;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What FDA's spreadsheet prints of a place or a product, with the local names of the master data attributes that give it. The
 * names are those of the Core Business Vocabulary, of GS1's web vocabulary, and what partners write instead.
 */
public enum DescribedColumn {
    BUSINESS_NAME(Of.PLACE, "name", "physicalLocationName", "organizationName", "partyName", "locationName"),
    PHONE(Of.PLACE, "telephone", "phone", "phoneNumber", "contactPhone"),
    STREET(
            Of.PLACE,
            "streetAddressOne + streetAddressTwo + streetAddressThree",
            "streetAddress + streetAddressLine2 + streetAddressLine3 + streetAddressLine4",
            "address",
            "street"),
    LATITUDE(Of.PLACE, "latitude"),
    LONGITUDE(Of.PLACE, "longitude"),
    CITY(Of.PLACE, "city", "addressLocality"),
    STATE(Of.PLACE, "state", "addressRegion"),
    POSTAL_CODE(Of.PLACE, "postalCode", "zip", "zipCode"),
    COUNTRY(Of.PLACE, "countryCode", "addressCountry", "country"),
    PRODUCT_NAME(
            Of.PRODUCT,
            "productName",
            "functionalName",
            "descriptionShort",
            "tradeItemDescription",
            "regulatedProductName",
            "productDescription",
            "name"),
    BRAND(Of.PRODUCT, "brandName", "brand"),
    COMMODITY(Of.PRODUCT, "commodity"),
    VARIETY(Of.PRODUCT, "variety", "variantDescription"),
    PACKAGING_SIZE(Of.PRODUCT, "packagingSize", "netContentDescription", "descriptiveSize", "netContent"),
    PACKAGING_STYLE(Of.PRODUCT, "packagingStyle", "packagingType"),
    FTL_CATEGORY(Of.PRODUCT, "hasFoodTraceabilityListCategory", "foodTraceabilityListCategory");

    /** What an address has besides its street. */
    public static final Set<DescribedColumn> ADDRESS =
            Collections.unmodifiableSet(EnumSet.of(CITY, STATE, POSTAL_CODE, COUNTRY));

    /** What an attribute describes. */
    public enum Of {
        PLACE,
        PRODUCT
    }

    private final Of of;

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<List<String>> alternatives;

    DescribedColumn(Of of, String... alternatives) {
        this.of = of;
        this.alternatives = Arrays.stream(alternatives)
                .map(names -> List.of(names.split(" \\+ ")))
                .toList();
    }

    /** The local names that give the column, best first. The values of one alternative's names are printed together. */
    public List<List<String>> alternatives() {
        return alternatives;
    }

    /** The names of all alternatives, best first. */
    public List<String> names() {
        return alternatives.stream().flatMap(List::stream).toList();
    }

    /** The name to ask a partner for. */
    public String preferred() {
        return alternatives.get(0).get(0);
    }

    /** The columns of a place or of a product. */
    public static Stream<DescribedColumn> of(Of of) {
        return Stream.of(values()).filter(column -> column.of == of);
    }

    /** The names of all columns of a place or of a product. */
    public static Set<String> names(Of of) {
        return of(of).flatMap(column -> column.names().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}

package io.lotledger.api.dashboard.masterdata;

import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.masterdata.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A field of the form that describes a place or a product.
 *
 * @param name the attribute that the form sets
 * @param label in the rule's words
 * @param help empty when the label says it all
 * @param autocomplete what a browser may fill in
 * @param others attributes and headings that mean the same
 */
record DescriptionField(String name, String label, String help, String autocomplete, List<String> others) {
    static final List<DescriptionField> OF_PLACES = List.of(
            new DescriptionField(
                    "name", "Business name", "", "organization", others(DescribedColumn.BUSINESS_NAME, "business")),
            new DescriptionField(
                    "telephone",
                    "Phone number",
                    "With the country code. FDA calls it.",
                    "tel",
                    others(DescribedColumn.PHONE)),
            new DescriptionField(
                    "streetAddressOne", "Street address", "Or coordinates below.", "address-line1", othersOfStreet()),
            new DescriptionField(
                    "streetAddressTwo", "Street address, second line", "", "address-line2", List.of("street2")),
            new DescriptionField("city", "City", "", "address-level2", others(DescribedColumn.CITY, "town")),
            new DescriptionField(
                    "state",
                    "State or region",
                    "",
                    "address-level1",
                    others(DescribedColumn.STATE, "region", "province")),
            new DescriptionField(
                    "postalCode",
                    "Zip or postal code",
                    "",
                    "postal-code",
                    others(DescribedColumn.POSTAL_CODE, "postcode")),
            new DescriptionField(
                    "countryCode",
                    "Country",
                    "Two letters, such as US or MX.",
                    "country",
                    others(DescribedColumn.COUNTRY)),
            new DescriptionField(
                    "latitude", "Latitude", "Degrees, such as 36.6777. In place of a street.", "off", List.of("lat")),
            new DescriptionField(
                    "longitude", "Longitude", "Degrees, such as -121.6555.", "off", List.of("lon", "long")));

    static final List<DescriptionField> OF_PRODUCTS = List.of(
            new DescriptionField("productName", "Product name", "", "off", others(DescribedColumn.PRODUCT_NAME)),
            new DescriptionField("brandName", "Brand, if there is one", "", "off", others(DescribedColumn.BRAND)),
            new DescriptionField("commodity", "Commodity, if there is one", "Such as lettuce.", "off", List.of()),
            new DescriptionField(
                    "variety", "Variety, if there is one", "Such as romaine.", "off", others(DescribedColumn.VARIETY)),
            new DescriptionField(
                    "packagingSize",
                    "Packaging size",
                    "Such as 12 x 3 ct, 25 lb.",
                    "off",
                    others(DescribedColumn.PACKAGING_SIZE, "size")),
            new DescriptionField(
                    "packagingStyle",
                    "Packaging style",
                    "Such as case, clamshell, bin.",
                    "off",
                    others(DescribedColumn.PACKAGING_STYLE, "style")));

    private static List<String> others(DescribedColumn column, String... headings) {
        return Stream.concat(column.names().stream().skip(1), Stream.of(headings))
                .toList();
    }

    /** The second line has a field of its own. */
    private static List<String> othersOfStreet() {
        return others(DescribedColumn.STREET).stream()
                .filter(name -> !name.equals("streetAddressTwo"))
                .toList();
    }

    /** The value that a workbook shows; empty when there is none. */
    String valueIn(Attributes attributes) {
        return attributes.first(names()).orElse("");
    }

    private String[] names() {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(others);
        return names.toArray(String[]::new);
    }

    /** The attributes to remove when the field is emptied. */
    List<String> attributes(List<String> known) {
        return List.of(names()).stream().filter(known::contains).toList();
    }

    /** Whether a heading of a pasted table means this field. */
    boolean isCalled(String heading) {
        String sought = folded(heading);
        return sought.equals(folded(label))
                || Stream.of(names()).anyMatch(one -> folded(one).equals(sought));
    }

    static String folded(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}

package io.lotledger.export.workbook.fda;

/**
 * FDA's headings of the seven columns of a location description: a prefix and seven fixed words, three of them with a hint.
 *
 * @param region {@code State or Region}, or {@code State/Region} where FDA wrote it so
 * @param postalCode likewise
 */
record LocationHeadings(
        String prefix, String businessNameHint, String phoneHint, String streetHint, String region, String postalCode) {

    static LocationHeadings of(String prefix, String businessNameHint, String phoneHint, String streetHint) {
        return new LocationHeadings(
                prefix, businessNameHint, phoneHint, streetHint, "State or Region", "ZIP or Postal Code");
    }

    LocationHeadings withSlashes() {
        return new LocationHeadings(prefix, businessNameHint, phoneHint, streetHint, "State/Region", "ZIP/Postal Code");
    }

    String businessName() {
        return heading("Business Name") + "\n\n(" + businessNameHint + ")";
    }

    String phone() {
        return heading("Phone Number") + "\n\n(" + phoneHint + ")";
    }

    String street() {
        return heading("Street Address or Geographic Coordinates") + "\n\n(" + streetHint + ")";
    }

    String heading(String field) {
        return prefix + " - \n" + field;
    }
}

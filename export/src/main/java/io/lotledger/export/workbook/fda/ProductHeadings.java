package io.lotledger.export.workbook.fda;

/** FDA's headings of the six columns of a product description. */
record ProductHeadings(String prefix, String brandHint, String commodityHint, String varietyHint) {

    String productName() {
        return heading("Product Name");
    }

    String brand() {
        return heading("Brand Name (if applicable)") + "\n\n(" + brandHint + ")";
    }

    String commodity() {
        return heading("Commodity (if applicable)") + "\n\n(e.g., " + commodityHint + ")";
    }

    String variety() {
        return heading("Variety (if applicable)") + "\n\n(e.g., " + varietyHint + ")";
    }

    String packagingSize() {
        return heading("Packaging Size") + "\n\n(Packaging Configuration OR Count OR Weight + Unit of Measure)";
    }

    String packagingStyle() {
        return heading("Packaging Style") + "\n\n(e.g., Cartons, Trays, Cases, Clamshell, etc.)";
    }

    private String heading(String field) {
        return prefix + " - \n" + field;
    }
}

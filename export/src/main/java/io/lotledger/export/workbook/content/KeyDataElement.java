package io.lotledger.export.workbook.content;

/** The key data element of a column, in the rule's words (21 CFR 1.1325 to 1.1350). Gaps are counted by it; the lot code and its source count separately. */
public enum KeyDataElement {
    TRACEABILITY_LOT_CODE("Traceability lot code"),
    TRACEABILITY_LOT_CODE_SOURCE("Traceability lot code source"),
    TRACEABILITY_LOT_CODE_SOURCE_REFERENCE("Traceability lot code source reference"),
    IMMEDIATE_SUBSEQUENT_RECIPIENT("Immediate subsequent recipient"),
    IMMEDIATE_PREVIOUS_SOURCE("Immediate previous source"),
    SHIPPED_FROM("Location shipped from"),
    RECEIVED_AT("Location received at"),
    FARM("Farm where harvested"),
    GROWING_AREA("Field or other growing area"),
    CONTAINER("Aquaculture container"),
    HARVESTER("Harvester"),
    COOLED_AT("Location where cooled"),
    COMMODITY_AND_VARIETY("Commodity and variety"),
    PRODUCT_DESCRIPTION("Product description"),
    SPECIES("Species or acceptable market name"),
    QUANTITY("Quantity and unit of measure"),
    DATE("Date"),
    HARVEST_LOCATIONS("Harvest locations of the trip"),
    SEED_GROWER("Grower of the seeds"),
    SEED_CONDITIONER("Seed conditioner or processor"),
    SEED_PACKINGHOUSE("Seed packinghouse"),
    SEED_REPACKER("Seed repacking facility"),
    SEED_SUPPLIER("Seed supplier"),
    SEED_LOT_CODE("Seed lot code"),
    SEED_DESCRIPTION("Description of the seeds"),
    REFERENCE_DOCUMENT("Reference document"),
    FOOD("Name of the food"),
    PLACE_OF_PURCHASE("Place of purchase");

    private final String title;

    KeyDataElement(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}

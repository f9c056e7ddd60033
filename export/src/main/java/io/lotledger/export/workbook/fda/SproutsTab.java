package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingSprouts;

/** Additional records for sprouts: the origin of the seeds (21 CFR 1.1330(b)). FDA's tab has no lot code column. */
final class SproutsTab {
    private SproutsTab() {}

    static Tab<InitialPackingSprouts> initialPackingSprouts() {
        return new TabBuilder<>(
                        "Initial Packing Sprouts",
                        "1.1330(b)",
                        InitialPackingSprouts.class,
                        "Where the seeds of packed sprouts came from; joins Initial Packing by document")
                .location(
                        KeyDataElement.SEED_GROWER,
                        "(1)",
                        InitialPackingSprouts::grower,
                        LocationHeadings.of(
                                "Location Description for the Grower of Seeds for Sprouting (if available)",
                                "Name of the Company Operating the Location that grew the seeds for sprouting",
                                "Phone Number to Call the Location that grew the seeds for sprouting",
                                "Street Address or Geographic Coordinates of the Actual Location that Grew the Seeds"
                                        + " for Sprouting"))
                .date("(1)", InitialPackingSprouts::seedHarvestDate, "Seed Harvesting Date (if available)")
                .location(
                        KeyDataElement.SEED_CONDITIONER,
                        "(2)",
                        InitialPackingSprouts::conditioner,
                        LocationHeadings.of(
                                "Location description for the seed conditioner or processor",
                                "Name of the Company Operating the Location that conditioned or processed the seeds",
                                "Phone Number to Call the Location that conditioned or processed the seeds",
                                "Street Address or Geographic Coordinates of the Actual Location that Conditioned or"
                                        + " Processed the Seeds"))
                .column(
                        KeyDataElement.SEED_LOT_CODE,
                        "(2)",
                        24,
                        InitialPackingSprouts::conditionerLot,
                        "Seed Lot Code Associated with Conditioning or Processing")
                .date("(2)", InitialPackingSprouts::conditioningDate, "Conditioning or Processing Date")
                .location(
                        KeyDataElement.SEED_PACKINGHOUSE,
                        "(3)",
                        InitialPackingSprouts::packinghouse,
                        place("Location description for the seed packinghouse", "Seed Packinghouse"))
                .date("(3)", InitialPackingSprouts::seedPackingDate, "Seed Packing Date")
                .column(
                        KeyDataElement.SEED_LOT_CODE,
                        "(3)",
                        24,
                        InitialPackingSprouts::packinghouseLot,
                        "Seed Lot Code\nAssigned by the Seed Packinghouse")
                .location(
                        KeyDataElement.SEED_REPACKER,
                        "(3)",
                        InitialPackingSprouts::repacker,
                        place(
                                "Location description for the seed repacking facility (if applicable)",
                                "Seed Repacking Facility"))
                .date("(3)", InitialPackingSprouts::repackingDate, "Seed Repacking Date (if applicable)")
                .column(
                        KeyDataElement.SEED_LOT_CODE,
                        "(3)",
                        24,
                        InitialPackingSprouts::repackerLot,
                        "Seed Lot Code \nAssigned by the Repacker (if applicable)")
                .location(
                        KeyDataElement.SEED_SUPPLIER,
                        "(4)",
                        InitialPackingSprouts::supplier,
                        place("Location description for the seed supplier", "seed supplier"))
                .column(
                        KeyDataElement.SEED_LOT_CODE,
                        "(4)",
                        24,
                        InitialPackingSprouts::supplierMasterLot,
                        "Seed Lot Code Assigned by the Seed Supplier - \nMaster Seed Lot")
                .column(
                        KeyDataElement.SEED_LOT_CODE,
                        "(4)",
                        24,
                        InitialPackingSprouts::supplierSubLot,
                        "Seed Lot Code Assigned by the Seed Supplier - \nSub-Lot Code")
                .column(
                        KeyDataElement.SEED_LOT_CODE,
                        "(4)",
                        24,
                        InitialPackingSprouts::sprouterLot,
                        "Seed Lot Code Assigned by the Sprouter - \nNew Seed Lot")
                .column(
                        KeyDataElement.SEED_DESCRIPTION,
                        "(5)",
                        26,
                        InitialPackingSprouts::seedType,
                        "Description of the seeds - \nType or Taxonomic name\n\n"
                                + "(e.g., Chickpea sprouts or Vigna radiata)")
                .column(
                        KeyDataElement.SEED_DESCRIPTION,
                        "(5)",
                        36,
                        InitialPackingSprouts::growingSpecifications,
                        "Description of the seeds - \nGrowing Specifications\n\n(e.g., in accordance with GAP standards"
                                + " and/or FDA guidance, USDA certification, seed purity or germination rate, organic"
                                + " or conventional)")
                .column(
                        KeyDataElement.SEED_DESCRIPTION,
                        "(5)",
                        26,
                        InitialPackingSprouts::packaging,
                        "Description of the seeds - \nPackaging\n\n"
                                + "(e.g., 50 lb poly bag, 25 lb multi-wall paper bag)")
                .column(
                        KeyDataElement.SEED_DESCRIPTION,
                        "(5)",
                        26,
                        InitialPackingSprouts::antimicrobialTreatment,
                        "Description of the seeds - \nAntimicrobial Treatment (if applicable)\n\n"
                                + "(Name of treatment method)")
                .date("(6)", InitialPackingSprouts::receiveDate, "Receive Date of Seeds by Sprouter")
                .documents(
                        "(7)",
                        InitialPackingSprouts::documents,
                        "Production log, Work Order, Receipt of Goods",
                        "Entries 395-402, WO-719-2043, 24-1103-48",
                        "the initial packing of sprouts")
                .keptBy(InitialPackingSprouts::supplier);
    }

    private static LocationHeadings place(String prefix, String who) {
        return LocationHeadings.of(
                prefix,
                "Name of the Company Operating the " + who,
                "Phone Number to Call the " + who,
                "Street Address or Geographic Coordinates of the " + who);
    }
}

package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingExempt;

/** Initial packing of harvested food, and of food from an exempt person (21 CFR 1.1330(a), (c)). */
final class InitialPackingTabs {
    private static final String PACKED_AT =
            "Location Description for where you Initially Packed the Food (i.e., the Traceability Lot Code Source)";
    private static final String PACKED_AT_STREET =
            "Street Address or Geographic Coordinates of the Actual Location" + " where you Initially Packed the Food";

    private InitialPackingTabs() {}

    static Tab<InitialPacking> initialPacking() {
        return new TabBuilder<>(
                        "Initial Packing",
                        "1.1330(a)",
                        InitialPacking.class,
                        "Harvested food packed for the first time, and its new lot code")
                .column(
                        KeyDataElement.COMMODITY_AND_VARIETY,
                        "(1)",
                        22,
                        InitialPacking::receivedCommodity,
                        "Commodity of the food received\n\n(e.g., Melon, Lettuce, aquaculture Shrimp)")
                .column(
                        KeyDataElement.COMMODITY_AND_VARIETY,
                        "(1)",
                        24,
                        InitialPacking::receivedVariety,
                        "Variety (if applicable) of the food received\n\n"
                                + "(e.g., Small White Honeydew, Romaine, Whiteleg Shrimp)")
                .date("(2)", InitialPacking::receiveDate, "Receive Date")
                .quantity(
                        "(3)",
                        InitialPacking::receivedQuantity,
                        "Quantity of the food received\n\n(e.g., 75, 200)",
                        "Unit of Measure of the food received\n\n(e.g., bins, pounds)")
                .location(KeyDataElement.FARM, "(4)", InitialPacking::farm, HarvestTabs.FARM)
                .column(
                        KeyDataElement.GROWING_AREA,
                        "(5)",
                        30,
                        InitialPacking::field,
                        "For Produce, the Name of the Field or Other Growing Area from which the Food was Harvested"
                                + " (which must correspond to the name used by the grower)")
                .column(
                        KeyDataElement.CONTAINER,
                        "(6)",
                        30,
                        InitialPacking::container,
                        "For Aquacultured food, the Name of the Container (e.g., pond, pool, tank, cage) from which"
                                + " the Food was Harvested (which must correspond to the container name used by the"
                                + " aquaculture farmer)")
                .column(KeyDataElement.HARVESTER, "(7)", 28, InitialPacking::harvesterName, "Harvester Business Name")
                .column(KeyDataElement.HARVESTER, "(7)", 18, InitialPacking::harvesterPhone, "Harvester Phone Number")
                .date("(8)", InitialPacking::harvestDate, "Harvesting Date")
                .location(
                        KeyDataElement.COOLED_AT,
                        "(9)",
                        InitialPacking::cooledAt,
                        HarvestTabs.cooler("Location Description for where the Food was Cooled (if applicable)"))
                .date("(10)", InitialPacking::coolingDate, "Cooling Date (if applicable)")
                .lotCode(
                        "(11)",
                        InitialPacking::traceabilityLotCode,
                        "Traceability Lot Code\n\n(The Traceability Lot Code you assigned to this packed food)")
                .product(
                        "(12)",
                        InitialPacking::product,
                        new ProductHeadings(
                                "Product Description of the Packed Food",
                                "Marketed Brand of this food product",
                                "Melon, Lettuce, aquaculture Shrimp",
                                "Small White Honeydew, Romaine, Whiteleg Shrimp"))
                .quantity(
                        "(13)",
                        InitialPacking::packedQuantity,
                        "Quantity of Packed Food\n\n(e.g., 6, 25, 100, 200)",
                        "Unit of Measure of Packed Food\n\n(e.g., cases, reusable plastic containers, tanks, pounds)")
                .location(
                        KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE,
                        "(14)",
                        InitialPacking::packedAt,
                        LocationHeadings.of(
                                PACKED_AT,
                                "Name of the Company Operating the Location where you Initially Packed the Food",
                                "Phone Number to Call the Location where you Initially Packed the Food",
                                PACKED_AT_STREET))
                .sourceReference("(14)", InitialPacking::sourceReference, "(if applicable)")
                .date("(15)", InitialPacking::packingDate, "Initial Packing Date")
                .documents(
                        "(16)",
                        InitialPacking::documents,
                        "Production log, Work Order",
                        "Production Log 123, WO-719-2043",
                        "the initial packing of this food")
                .keptBy(InitialPacking::packedAt);
    }

    static Tab<InitialPackingExempt> fromExempt() {
        return new TabBuilder<>(
                        "Initial Packing from Exempt",
                        "1.1330(c)",
                        InitialPackingExempt.class,
                        "First packing of food from a person the rule does not apply to")
                .column(
                        KeyDataElement.COMMODITY_AND_VARIETY,
                        "(1)",
                        22,
                        InitialPackingExempt::receivedCommodity,
                        "Commodity of the food received\n\n(e.g., Melon, Lettuce, aquaculture Shrimp)")
                .column(
                        KeyDataElement.COMMODITY_AND_VARIETY,
                        "(1)",
                        24,
                        InitialPackingExempt::receivedVariety,
                        "Variety (if applicable) of the food received\n\n"
                                + "(e.g., Small White Honeydew, Romaine, Whiteleg Shrimp)")
                .date("(2)", InitialPackingExempt::receiveDate, "Receive Date")
                .quantity(
                        "(3)",
                        InitialPackingExempt::receivedQuantity,
                        "Quantity of the food received\n\n(e.g., 75, 200)",
                        "Unit of Measure of the food received\n\n(e.g., bins, pounds)")
                .location(
                        KeyDataElement.IMMEDIATE_PREVIOUS_SOURCE,
                        "(4)",
                        InitialPackingExempt::receivedFrom,
                        LocationHeadings.of(
                                "Location Description for the Person from whom you Received the Food",
                                "Name of the Company Operating the Location that the Food arrived from",
                                "Phone Number to Call the Location that the Food arrived from",
                                "Street Address or Geographic Coordinates of the Actual Location from which the food"
                                        + " was sent"))
                .lotCode(
                        "(5)",
                        InitialPackingExempt::traceabilityLotCode,
                        "Traceability Lot Code\n(you assigned)\n\n"
                                + "(The Traceability Lot Code you assigned to this packed food)")
                .product(
                        "(6)",
                        InitialPackingExempt::product,
                        new ProductHeadings(
                                "Product Description of the Packed Food",
                                "Marketed Brand of this food product",
                                "Melon, Lettuce, Shrimp",
                                "Small White Honeydew, Romaine, Whiteleg Shrimp"))
                .quantity(
                        "(7)",
                        InitialPackingExempt::packedQuantity,
                        "Quantity of the Packed Food\n\n(e.g., 6, 25, 100, 200)",
                        "Unit of Measure of the Packed Food\n\n"
                                + "(e.g., cases, reusable plastic containers, tanks, pounds)")
                .location(
                        KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE,
                        "(8)",
                        InitialPackingExempt::packedAt,
                        LocationHeadings.of(
                                PACKED_AT,
                                "Name of the Company Operating the Location where the Traceability Lot Code was"
                                        + " assigned",
                                "Phone Number to Call the Location where the Traceability Lot Code was assigned",
                                PACKED_AT_STREET))
                .sourceReference("(8)", InitialPackingExempt::sourceReference, "(if applicable)")
                .date("(9)", InitialPackingExempt::packingDate, "Initial Packing Date")
                .documents(
                        "(10)",
                        InitialPackingExempt::documents,
                        "Production log, Work Order",
                        "Entries 395-402, WO-719-2043",
                        "the initial packing of this food")
                .keptBy(InitialPackingExempt::packedAt);
    }
}
